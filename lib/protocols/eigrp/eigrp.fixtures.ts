import type { Fixture } from "../fixture";
import { wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a hello with parameters and the version of its process (RFC 7868 §6.5)",
    carrier: "ip",
    bytes: wire(
      "02 05 0000 00000000 00000000 00000000 0000 0064",
      "0001 000c 01 00 01 00 00 00 000f",
      "0004 0008 0c04 0102",
    ),
    expect: { identities: [["role", "router"]] },
  },
];
