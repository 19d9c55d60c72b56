import type { Fixture } from "../fixture";
import { counted, text, wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "the identity of a controller",
    carrier: "tcp",
    port: 2455,
    fromInitiator: false,
    bytes: wire(
      "bbbb",
      counted(4, zeros(58), text("Nucleus PLUS", 32), text("Nucleus PLUS version", 32), text("750-8202", 32)),
    ),
    expect: {
      identities: [
        ["os", "Nucleus PLUS Nucleus PLUS version"],
        ["model", "750-8202"],
      ],
    },
  },
];
