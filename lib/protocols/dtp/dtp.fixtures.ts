import type { Fixture } from "../fixture";
import { big, text, wire } from "../fixture-bytes";

const tlv = (type: number, value: Uint8Array) => wire(big(type, 2), big(value.length + 4, 2), value);

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a port that would be a trunk",
    carrier: "snap",
    bytes: wire("01", tlv(1, text("plant\0")), tlv(2, wire("04")), tlv(3, wire("40")), tlv(4, wire("020000000031"))),
    expect: {
      identities: [
        ["description", "VTP domain plant"],
        ["role", "switch"],
      ],
    },
  },
];
