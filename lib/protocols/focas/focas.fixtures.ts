import type { Fixture } from "../fixture";
import { counted, text, wire, zeros } from "../fixture-bytes";

const part = (...body: (string | Uint8Array)[]) => {
  const rest = wire(...body);
  return wire(Uint8Array.of((rest.length + 2) >> 8, (rest.length + 2) & 255), rest);
};

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a connection is opened",
    carrier: "tcp",
    port: 8193,
    bytes: wire("a0a0a0a0 0001 0101", counted(2, "0002")),
    expect: {},
  },
  {
    name: "what control are you",
    carrier: "tcp",
    port: 8193,
    bytes: wire("a0a0a0a0 0001 2101", counted(2, "0001", part("0001 0001 0018", zeros(20)))),
    expect: { operations: ["read"] },
  },
  {
    name: "the control's answer",
    carrier: "tcp",
    port: 8193,
    fromInitiator: false,
    bytes: wire(
      "a0a0a0a0 0002 2102",
      counted(2, "0001", part("0001 0001 0018", zeros(6), counted(2, "0002 0020", text("31 MG42127.1 5")))),
    ),
    expect: {
      concluded: [
        ["vendor", "FANUC"],
        ["role", "cnc"],
        ["model", "CNC series 31 M"],
        ["firmware", "G421 27.1"],
      ],
    },
  },
];
