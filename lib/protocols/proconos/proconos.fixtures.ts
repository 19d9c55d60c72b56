import type { Fixture } from "../fixture";
import { text, wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "the identity of a controller",
    carrier: "tcp",
    port: 20_547,
    fromInitiator: false,
    bytes: wire(
      "cc 01 00 8c",
      zeros(8),
      text("ProConOS V3.0.1040", 32),
      text("ADAM5510KW 1.24", 33),
      text("Pump3", 40),
    ),
    expect: {
      identities: [
        ["model", "ADAM5510KW 1.24"],
        ["description", "ProConOS V3.0.1040"],
        ["description", "project Pump3"],
      ],
    },
  },
];
