import type { Fixture } from "../fixture";
import { counted, text, wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "an announcement",
    carrier: "udp",
    port: 5678,
    initiatorPort: 5678,
    bytes: wire(
      "00000000",
      "0001 0006 020000000022",
      "0005",
      counted(2, text("gw-north")),
      "0007",
      counted(2, text("6.49.10")),
      "0008",
      counted(2, text("MikroTik")),
      "000c",
      counted(2, text("RB951G-2HnD")),
      "0011 0004 0a000022",
    ),
    expect: {
      identities: [
        ["name", "gw-north"],
        ["firmware", "6.49.10"],
        ["vendor", "MikroTik"],
        ["model", "RB951G-2HnD"],
        ["role", "router"],
      ],
      bindings: ["10.0.0.34 02:00:00:00:00:22 stated"],
    },
  },
];
