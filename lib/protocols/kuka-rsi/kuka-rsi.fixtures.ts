import type { Fixture } from "../fixture";
import { text } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a robot tells where it is",
    carrier: "udp",
    port: 49_152,
    bytes: text('<Rob Type="KUKA"><RIst X="1.0" Y="2.0" Z="3.0" A="0.0" B="0.0" C="0.0"/><IPOC>4208163</IPOC></Rob>'),
    expect: {
      concluded: [
        ["vendor", "KUKA"],
        ["role", "robot-controller"],
      ],
    },
  },
  {
    name: "it is told where to go",
    carrier: "udp",
    port: 49_152,
    fromInitiator: false,
    bytes: text(
      '<Sen Type="ImFree"><RKorr X="0.1" Y="0.0" Z="0.0" A="0.0" B="0.0" C="0.0"/><IPOC>4208163</IPOC></Sen>',
    ),
    expect: { operations: ["control"] },
  },
];
