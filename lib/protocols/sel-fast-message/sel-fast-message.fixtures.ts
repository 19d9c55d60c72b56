import type { Fixture } from "../fixture";
import { text, wire, zeros } from "../fixture-bytes";

/** With the sum of its bytes behind it. */
function summed(...parts: (string | Uint8Array)[]): Uint8Array {
  const bytes = wire(...parts);
  return wire(bytes, Uint8Array.of(bytes.reduce((sum, byte) => sum + byte, 0) & 0xff));
}

const CONCLUDED = [
  ["vendor", "Schweitzer Engineering Laboratories"],
  ["role", "ied"],
] as const;

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a relay's definition",
    carrier: "tcp",
    port: 23,
    fromInitiator: false,
    bytes: summed("a5c0 0c 01 01 00 00 a5c1 0000"),
    expect: { concluded: CONCLUDED },
  },
  {
    name: "a breaker is opened",
    carrier: "tcp",
    port: 23,
    bytes: summed("a5e3 06 31 c5"),
    expect: { operations: ["control"] },
  },
  {
    name: "which device are you",
    carrier: "tcp",
    port: 23,
    bytes: wire("a546 0e 0000000000 00 30 c0 00 1234"),
    expect: { operations: ["read"] },
  },
  {
    name: "the device's description",
    carrier: "tcp",
    port: 23,
    fromInitiator: false,
    bytes: wire(
      "a546 6c 0000000000 00 b0 c0 00",
      text("SEL-0000-R100-V0-Z001001-D20200101", 50),
      text("FEEDER 1", 40),
      zeros(4),
      "1234",
    ),
    expect: {
      identities: [
        ["description", "FID=SEL-0000-R100-V0-Z001001-D20200101"],
        ["name", "FEEDER 1"],
      ],
      concluded: CONCLUDED,
    },
  },
];
