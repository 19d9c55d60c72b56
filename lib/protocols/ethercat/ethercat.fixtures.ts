import type { Fixture } from "../fixture";
import { wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a broadcast read of the AL status register",
    carrier: "ethernet",
    bytes: wire("0e10", "07 02 0000 3001 0200 0000 0000 0000", zeros(30)),
    expect: {},
  },
];
