import type { Fixture } from "../fixture";
import { wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "cyclic data of real-time class 1",
    carrier: "ethernet",
    bytes: wire("8001", zeros(40), "0a20 35 00"),
    expect: {},
  },
  {
    name: "the question for the delay of a line (PTCP)",
    carrier: "ethernet",
    bytes: wire("ff40", zeros(12), "0001 0000", "0c 06 02000000000a", zeros(24)),
    expect: {},
  },
];
