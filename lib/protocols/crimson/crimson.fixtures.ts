import type { Fixture } from "../fixture";
import { counted, text, wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "question for the model",
    carrier: "tcp",
    port: 789,
    bytes: counted(2, "012a 1a00"),
    expect: { operations: ["diagnose"] },
  },
  {
    name: "the model",
    carrier: "tcp",
    port: 789,
    fromInitiator: false,
    bytes: counted(2, "012a 1a00", text("G310C2"), "00"),
    expect: { identities: [["model", "G310C2"]] },
  },
  {
    name: "the manufacturer, and an answer of another register behind it",
    carrier: "tcp",
    port: 789,
    fromInitiator: false,
    bytes: wire(counted(2, "012b 1b00", text("Red Lion Controls"), "00"), counted(2, "0300 0001 00000000")),
    expect: { identities: [["vendor", "Red Lion Controls"]] },
  },
];
