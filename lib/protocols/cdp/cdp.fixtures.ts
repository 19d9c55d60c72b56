import type { Fixture } from "../fixture";
import { big, text, wire } from "../fixture-bytes";

function tlv(type: string, ...value: (string | Uint8Array)[]): Uint8Array {
  const body = wire(...value);
  return wire(type, big(body.length + 4, 2), body);
}

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a switch that names itself and its address",
    carrier: "snap",
    bytes: wire(
      "02 b4 0000",
      tlv("0001", text("sw-cell3")),
      tlv("0002", "00000001 01 01 cc 0004 0a00000a"),
      tlv("0004", "00000028"),
      tlv("0005", text("Cisco IOS Software, IE3000 Software, Version 15.2(4)EA1, RELEASE SOFTWARE (fc2)")),
      tlv("0006", text("cisco IE-3000-8TC")),
      tlv("0014", text("cell3.plant.test")),
      tlv("0016", "00000001 02 08 aaaa0300000086dd 0010 fd000000000000000000000000000003"),
      tlv("0017", "00", text("Hall 3")),
    ),
    expect: {
      concluded: [["firmware", "15.2(4)EA1"]],
      identities: [
        ["name", "sw-cell3"],
        ["name", "cell3.plant.test"],
        ["location", "Hall 3"],
        ["model", "cisco IE-3000-8TC"],
        ["description", "Cisco IOS Software, IE3000 Software, Version 15.2(4)EA1, RELEASE SOFTWARE (fc2)"],
        ["role", "switch"],
      ],
      bindings: ["10.0.0.10 02:00:00:00:00:0a stated", "fd00::3 02:00:00:00:00:0a stated"],
    },
  },
];
