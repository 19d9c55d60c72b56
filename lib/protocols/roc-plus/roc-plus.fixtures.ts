import type { Fixture } from "../fixture";
import { counted, little, text, wire } from "../fixture-bytes";

/** Destination, source, opcode and data with their CRC. */
function message(destination: string, source: string, opcode: string, ...data: (string | Uint8Array)[]): Uint8Array {
  const bytes = wire(destination, source, opcode, counted(1, ...data));
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) !== 0 ? (crc >>> 1) ^ 0xa001 : crc >>> 1;
  }
  return wire(bytes, little(crc, 2));
}

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a login, opcode 17",
    carrier: "tcp",
    port: 4000,
    bytes: message("0102", "0100", "11", text("LOI"), "e803"),
    expect: { flags: ["cleartext-login"] },
  },
  {
    name: "Set Parameters, opcode 181",
    carrier: "tcp",
    port: 4000,
    bytes: message("0102", "0100", "b5", "01 5f 00 02 0000c841"),
    expect: { operations: ["write"] },
  },
  {
    name: "an answer of unit 1 in group 2",
    carrier: "tcp",
    port: 4000,
    fromInitiator: false,
    bytes: message("0100", "0102", "b4", "01 5f 00 02 0000c841"),
    expect: { identities: [["instance", "2/1"]] },
  },
];
