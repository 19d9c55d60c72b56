import type { Fixture } from "../fixture";
import { ber, text, tpkt } from "../fixture-bytes";

/** An MMS PDU in presentation and session data (ISO 8823-1, ISO 8327-1). */
function data(tag: string, ...parts: (string | Uint8Array)[]): Uint8Array {
  return tpkt("01 00 01 00", ber("61", ber("30", "02 01 03", ber("a0", ber(tag, ...parts)))));
}

export const FIXTURES: readonly Fixture[] = [
  {
    name: "Identify",
    carrier: "tcp",
    port: 102,
    bytes: data("a0", "02 01 05", "82 00"),
    expect: { operations: ["diagnose"] },
  },
  {
    name: "the answer to Identify (ISO 9506-2 clause 9.4)",
    carrier: "tcp",
    port: 102,
    fromInitiator: false,
    bytes: data(
      "a1",
      "02 01 05",
      ber("a2", ber("80", text("Acme Grid")), ber("81", text("BCU-9")), ber("82", text("4.10"))),
    ),
    expect: {
      identities: [
        ["vendor", "Acme Grid"],
        ["model", "BCU-9"],
        ["firmware", "4.10"],
      ],
    },
  },
  {
    name: "a write to an Oper attribute (IEC 61850-8-1 clause 20)",
    carrier: "tcp",
    port: 102,
    bytes: data(
      "a0",
      "02 01 06",
      ber(
        "a5",
        ber("a0", ber("30", ber("a0", ber("a1", ber("1a", text("LD0")), ber("1a", text("CSWI1$CO$Pos$Oper")))))),
        ber("a0", "83 01 01"),
      ),
    ),
    expect: { operations: ["control"] },
  },
];
