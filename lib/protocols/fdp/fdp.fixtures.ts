import type { Fixture } from "../fixture";
import { big, text, wire } from "../fixture-bytes";

function tlv(type: string, ...value: (string | Uint8Array)[]): Uint8Array {
  const body = wire(...value);
  return wire(type, big(body.length + 4, 2), body);
}

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a router that names itself and its address",
    carrier: "snap",
    bytes: wire(
      "01 b4 0000",
      tlv("0001", text("core-hall2")),
      tlv("0002", "00000001 01 01 cc 0004 0a00000a"),
      tlv("0003", text("ethernet2/3")),
      tlv("0004", text("Router")),
      tlv("0005", text("Foundry Networks, Inc. IronWare Software, Version 07.4.00T53 Compiled on Mar 26 2019")),
      tlv("0006", text("FastIron Switch FWS648")),
      tlv("0101", "00000000"),
    ),
    expect: {
      concluded: [["firmware", "07.4.00T53"]],
      identities: [
        ["name", "core-hall2"],
        ["model", "FastIron Switch FWS648"],
        ["description", "Foundry Networks, Inc. IronWare Software, Version 07.4.00T53 Compiled on Mar 26 2019"],
        ["role", "router"],
      ],
      bindings: ["10.0.0.10 02:00:00:00:00:0a stated"],
    },
  },
];
