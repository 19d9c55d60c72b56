import type { Fixture } from "../fixture";
import { wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "master data telegram 0 in phase 4",
    carrier: "ethernet",
    bytes: wire("00 84 12345678", zeros(40)),
    expect: {},
  },
];
