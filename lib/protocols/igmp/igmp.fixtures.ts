import type { Fixture } from "../fixture";
import { wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a report of membership (RFC 2236 §2)",
    carrier: "ip",
    bytes: wire("16 00 fa01 efc00001"),
    expect: {},
  },
  {
    name: "a report of version 3 about one group (RFC 3376 §4.2)",
    carrier: "ip",
    bytes: wire("22 00 ea03 0000 0001", "04 00 0000 efc00001"),
    expect: {},
  },
];
