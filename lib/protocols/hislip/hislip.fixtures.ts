import type { Fixture } from "../fixture";
import { big, text, wire } from "../fixture-bytes";

/** Type, control code and payload behind the prologue. */
function message(type: string, payload: string): Uint8Array {
  return wire(text("HS"), type, "01 ffffff00", big(payload.length, 8), text(payload));
}

export const FIXTURES: readonly Fixture[] = [
  {
    name: "Initialize (IVI-6.1 clause 6.1)",
    carrier: "tcp",
    port: 4880,
    bytes: wire(text("HS"), "00 00 0100 5858", big(7, 8), text("hislip0")),
    expect: {},
  },
  {
    name: "the answer to *IDN?",
    carrier: "tcp",
    port: 4880,
    fromInitiator: false,
    question: message("07", "*IDN?\n"),
    bytes: message("07", "Acme Instruments,DMM-6,MY0001234,2.14\n"),
    expect: {
      identities: [["description", "Acme Instruments,DMM-6,MY0001234,2.14"]],
    },
  },
];
