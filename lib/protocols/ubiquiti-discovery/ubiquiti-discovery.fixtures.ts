import type { Fixture } from "../fixture";
import { counted, text, wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "an announcement",
    carrier: "udp",
    port: 10_001,
    fromInitiator: false,
    bytes: wire(
      "01 00",
      counted(
        2,
        "02 000a 020000000031 0a000031",
        "0b",
        counted(2, text("ap-roof")),
        "15",
        counted(2, text("UAP-AC")),
        "16",
        counted(2, text("4.3.28")),
      ),
    ),
    expect: {
      identities: [
        ["name", "ap-roof"],
        ["model", "UAP-AC"],
        ["firmware", "4.3.28"],
      ],
      bindings: ["10.0.0.49 02:00:00:00:00:31 stated"],
    },
  },
];
