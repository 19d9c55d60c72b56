import type { Fixture } from "../fixture";
import { wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a hello with its hold time (RFC 7761 §4.9.2)",
    carrier: "ip",
    bytes: wire("20 00 0000", "0001 0002 0069", "0013 0004 00000001"),
    expect: { identities: [["role", "router"]] },
  },
];
