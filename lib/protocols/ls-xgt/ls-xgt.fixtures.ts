import type { Fixture } from "../fixture";
import { countedLittle, little, text, wire } from "../fixture-bytes";

const message = (source: string, command: number, body: string) => {
  const counted = countedLittle(2, little(command, 2), body);
  return wire(text("LSIS-XGT", 10), "0000 a4", source, "0100", counted.subarray(0, 2), "03 00", counted.subarray(2));
};

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a word is read, and written",
    carrier: "tcp",
    port: 2004,
    bytes: wire(
      message("33", 0x54, "0200 0000 0100 0600 25 44 57 31 30 30"),
      message("33", 0x58, "0200 0000 0100 0600 25 44 57 31 30 30 0200 0100"),
    ),
    expect: { operations: ["read", "write"] },
  },
  {
    name: "a controller answers",
    carrier: "udp",
    port: 2005,
    fromInitiator: false,
    bytes: message("11", 0x55, "0200 0801 0000 0100 0200 3412"),
    expect: {
      concluded: [
        ["vendor", "LS Electric"],
        ["model", "XGI"],
        ["role", "plc"],
      ],
    },
  },
];
