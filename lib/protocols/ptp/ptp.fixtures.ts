import type { Fixture } from "../fixture";
import { wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "Announce of a grandmaster (IEEE 1588-2008 §13.5)",
    carrier: "ethernet",
    bytes: wire(
      "0b 02 0040 00 00 0000",
      zeros(12),
      "0200 00ff fe00 0001 0001 0000 05 00",
      zeros(10),
      "0025 00 80 f8fe ffff 80 020000fffe000001 0000 a0",
    ),
    expect: {
      identities: [
        ["instance", "0x020000fffe000001"],
        ["role", "time-server"],
      ],
    },
  },
];
