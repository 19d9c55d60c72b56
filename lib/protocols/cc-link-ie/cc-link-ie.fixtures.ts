import type { Fixture } from "../fixture";
import { wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "cyclic data of a Field Basic master",
    carrier: "udp",
    port: 61_450,
    bytes: wire("5000 00 ff ff03 00 1600 0000 700e 0000", zeros(16)),
    expect: {},
  },
  {
    name: "a frame of the ring",
    carrier: "ethernet",
    bytes: wire("10 00 00 01", zeros(42)),
    expect: {},
  },
];
