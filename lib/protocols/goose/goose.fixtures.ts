import type { Fixture } from "../fixture";
import { ber, big, text, wire, zeros } from "../fixture-bytes";

/** APPID, length, reserved words and the PDU (annex C). */
function goose(...fields: (string | Uint8Array)[]): Uint8Array {
  const pdu = ber("61", ...fields);
  return wire("0001", big(pdu.length + 8, 2), "00000000", pdu);
}

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a publication (annex A)",
    carrier: "ethernet",
    bytes: goose(
      ber("80", text("BAY3LD0/LLN0$GO$gcb1")),
      "81 02 07d0",
      ber("82", text("BAY3LD0/LLN0$Trip")),
      ber("83", text("Bay3Trip")),
      ber("84", zeros(8)),
    ),
    expect: {
      identities: [
        ["description", "publishes GOOSE Bay3Trip"],
        ["description", "control block BAY3LD0/LLN0$GO$gcb1"],
      ],
    },
  },
];
