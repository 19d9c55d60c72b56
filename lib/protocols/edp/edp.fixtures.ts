import type { Fixture } from "../fixture";
import { big, text, wire, zeros } from "../fixture-bytes";

function tlv(type: string, ...value: (string | Uint8Array)[]): Uint8Array {
  const body = wire(...value);
  return wire("99", type, big(body.length + 4, 2), body);
}

function frame(...tlvs: Uint8Array[]): Uint8Array {
  const body = wire(...tlvs, tlv("00"));
  return wire("01 00", big(16 + body.length, 2), "0000 0005 0000 02000000000a", body);
}

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a switch with its name, its release and the address of one VLAN",
    carrier: "snap",
    bytes: frame(
      tlv("01", text("sw-cell9\0")),
      tlv("02", "0000 0002 0000", zeros(6), "0c 04 01 07", zeros(16)),
      tlv("05", "80 00 0064 00000000 0a00000a", text("plant")),
      tlv("05", "00 00 0065 00000000 0a000063", text("unaddressed")),
    ),
    expect: {
      concluded: [
        ["firmware", "12.4.1.7"],
        ["vendor", "Extreme Networks"],
      ],
      identities: [
        ["name", "sw-cell9"],
        ["role", "switch"],
      ],
      bindings: ["10.0.0.10 02:00:00:00:00:0a stated"],
    },
  },
];
