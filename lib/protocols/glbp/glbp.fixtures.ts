import type { Fixture } from "../fixture";
import { wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a hello",
    carrier: "udp",
    port: 3222,
    initiatorPort: 3222,
    bytes: wire("01 00 0001 0000", "020000000001", "01 1c 00 20", zeros(24)),
    expect: { identities: [["role", "router"]] },
  },
];
