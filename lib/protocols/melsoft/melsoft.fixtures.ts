import type { Fixture } from "../fixture";
import { countedLittle, wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a request to the own station's CPU",
    carrier: "tcp",
    port: 5007,
    bytes: wire("57 00 00000000 1111 07 0000 00 ffff03 0000 0000", countedLittle(2, zeros(12))),
    expect: {},
  },
];
