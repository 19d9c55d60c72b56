import type { Fixture } from "../fixture";
import { counted, text, wire, zeros } from "../fixture-bytes";

const header = (action: string) =>
  wire("01", action, zeros(6), "020000000001 020000000041 0000 0007", text("NSDP"), zeros(4));
const tag = (id: string, ...value: (string | Uint8Array)[]) => wire(id, counted(2, ...value));
const END = "ffff0000";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a search",
    carrier: "udp",
    port: 63_322,
    bytes: wire(header("01"), tag("0001"), tag("0003"), tag("0004"), tag("0006"), END),
    expect: { operations: ["read"] },
  },
  {
    name: "a switch's answer",
    carrier: "udp",
    port: 63_322,
    fromInitiator: false,
    bytes: wire(
      header("02"),
      tag("0001", text("GS000E")),
      tag("0003", text("hall-2")),
      tag("0004", "020000000041"),
      tag("0005"),
      tag("0006", "0a00000b"),
      tag("000d", text("1.00.03")),
      tag("7800", "01", text("AB0000000001"), zeros(7)),
      END,
    ),
    expect: {
      identities: [
        ["model", "GS000E"],
        ["name", "hall-2"],
        ["firmware", "1.00.03"],
        ["serial", "AB0000000001"],
      ],
      concluded: [
        ["vendor", "Netgear"],
        ["role", "switch"],
      ],
      bindings: ["10.0.0.11 02:00:00:00:00:41 stated"],
    },
  },
  {
    name: "a restart",
    carrier: "udp",
    port: 63_322,
    bytes: wire(header("03"), tag("0013", "01"), END),
    expect: { operations: ["control"] },
  },
];
