import type { Fixture } from "../fixture";
import { wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a bind without authentication",
    carrier: "tcp",
    port: 135,
    bytes: wire("05 00 0b 03 10000000 4800 0000 01000000", "d016 d016 00000000 01000000", zeros(44)),
    expect: {},
  },
];
