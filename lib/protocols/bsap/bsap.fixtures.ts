import type { Fixture } from "../fixture";
import { wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "one message of a master",
    carrier: "udp",
    port: 1234,
    bytes: wire("0e00 0100 0500 01000000 00000000 0a00 0000"),
    expect: {},
  },
];
