import type { Fixture } from "../fixture";
import { counted, text, wire } from "../fixture-bytes";

const field = (code: string, ...value: (string | Uint8Array)[]) => wire(code, counted(1, ...value));

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a search for all",
    carrier: "udp",
    port: 2362,
    bytes: wire(text("DIGI"), "0001", counted(2, "ffffffffffff")),
    expect: { operations: ["diagnose"] },
  },
  {
    name: "a device server's answer",
    carrier: "udp",
    port: 2362,
    fromInitiator: false,
    bytes: wire(
      text("DIGI"),
      "0002",
      counted(
        2,
        field("01", "020000000041"),
        field("02", "0a00000b"),
        field("03", "ffffff00"),
        field("04", text("pump-serial")),
        field("0d", text("PortServer TS 0")),
        field("08", text("Version 82000000_A 01/01/2020")),
        field("0e", "00000303"),
      ),
    ),
    expect: {
      identities: [
        ["name", "pump-serial"],
        ["model", "PortServer TS 0"],
        ["firmware", "Version 82000000_A 01/01/2020"],
      ],
      concluded: [["vendor", "Digi International"]],
      bindings: ["10.0.0.11 02:00:00:00:00:41 stated"],
    },
  },
  {
    name: "a restart",
    carrier: "udp",
    port: 2362,
    bytes: wire(text("DIGI"), "0005", counted(2, "020000000041", counted(1, text("dbps")))),
    expect: { operations: ["control"] },
  },
];
