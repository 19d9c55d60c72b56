import type { Fixture } from "../fixture";
import { text, wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a hello of the active router (RFC 2281 §5.1)",
    carrier: "udp",
    port: 1985,
    initiatorPort: 1985,
    bytes: wire("00 00 10 03 0a 64 01 00", text("cisco", 8), "0a000001"),
    expect: { identities: [["role", "router"]] },
  },
];
