import type { Fixture } from "../fixture";
import { wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "routes of version 2 (RFC 2453 §4)",
    carrier: "udp",
    port: 520,
    initiatorPort: 520,
    bytes: wire("02 02 0000", "0002 0000 0a090000 ffff0000 00000000 00000001"),
    expect: { identities: [["role", "router"]] },
  },
  {
    name: "a host that asks for routes",
    carrier: "udp",
    port: 520,
    bytes: wire("01 02 0000", "0000 0000 00000000 00000000 00000000 00000010"),
    expect: {},
  },
];
