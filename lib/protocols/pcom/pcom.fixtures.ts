import type { Fixture } from "../fixture";
import { countedLittle, little, text, wire, zeros } from "../fixture-bytes";

const ascii = (body: string) => wire("1234 65 00", countedLittle(2, text(`${body}\r`)));
const binary = (unit: number, command: string, data: Uint8Array = zeros(0)) =>
  wire(
    "1234 66 00",
    countedLittle(
      2,
      text("/_OPLC"),
      little(unit, 1),
      "fe 01 01 00 00",
      command,
      "00",
      zeros(6),
      little(data.length, 2),
      "0000",
      data,
      "0000 5c",
    ),
  );

export const FIXTURES: readonly Fixture[] = [
  {
    name: "who are you",
    carrier: "tcp",
    port: 20_256,
    bytes: ascii("/00IDED"),
    expect: { operations: ["diagnose"] },
  },
  {
    name: "a controller says what it is",
    carrier: "tcp",
    port: 20_256,
    fromInitiator: false,
    bytes: ascii("/A00ID13T38 A00300941B00000P00000F00000FF"),
    expect: {
      identities: [["hardware", "A"]],
      concluded: [
        ["model", "V130-33-T38"],
        ["firmware", "3.9 (41)"],
        ["vendor", "Unitronics"],
        ["role", "plc"],
      ],
    },
  },
  {
    name: "a controller behind it says its name",
    carrier: "tcp",
    port: 20_256,
    fromInitiator: false,
    bytes: binary(4, "8c", text("pump station 2")),
    expect: {
      identities: [["name", "pump station 2"]],
      concluded: [
        ["vendor", "Unitronics"],
        ["role", "plc"],
      ],
    },
  },
  {
    name: "it is stopped, and operands are written",
    carrier: "tcp",
    port: 20_256,
    bytes: wire(ascii("/00CCSE0"), ascii("/00SW000A01007B55"), binary(0, "4d", zeros(6)), binary(0, "44", zeros(6))),
    expect: { operations: ["control", "write", "read", "write"] },
  },
];
