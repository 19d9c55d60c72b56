import type { Fixture } from "../fixture";
import { wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "an advertisement of version 3 (RFC 9568 §5.1)",
    carrier: "ip",
    bytes: wire("31 01 64 01 0064 0000 0a000001"),
    expect: { identities: [["role", "router"]] },
  },
];
