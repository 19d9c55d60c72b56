import type { Fixture } from "../fixture";
import { wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a packet of a tunnel (RFC 4303 §2)",
    carrier: "ip",
    bytes: wire("c1a2b3c4 00000001", "5a".repeat(40)),
    expect: {},
  },
];
