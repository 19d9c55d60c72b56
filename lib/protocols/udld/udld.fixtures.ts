import type { Fixture } from "../fixture";
import { big, text, wire } from "../fixture-bytes";

const tlv = (type: number, value: Uint8Array) => wire(big(type, 2), big(value.length + 4, 2), value);

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a probe of a switch that gives its serial number as its id (RFC 5171 §4)",
    carrier: "snap",
    bytes: wire(
      "21 03 0000",
      tlv(1, text("ABC1031Z7JG")),
      tlv(2, text("Gi0/1")),
      tlv(3, wire("00000000")),
      tlv(6, text("cell4-sw1")),
      tlv(7, wire("00000001")),
    ),
    expect: {
      identities: [["name", "cell4-sw1"]],
      concluded: [
        ["serial", "ABC1031Z7JG"],
        ["role", "switch"],
      ],
    },
  },
  {
    name: "an echo whose id is another text",
    carrier: "snap",
    bytes: wire("22 00 0000", tlv(1, text("020000000031")), tlv(6, text("hall2"))),
    expect: {
      identities: [
        ["name", "hall2"],
        ["description", "UDLD device id 020000000031"],
      ],
    },
  },
];
