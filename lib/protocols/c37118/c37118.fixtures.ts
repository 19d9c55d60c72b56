import type { Fixture } from "../fixture";
import { big, text, wire } from "../fixture-bytes";

/** Header, body and CRC-CCITT (IEEE C37.118.2-2011 clause 6.2, annex B). */
function frame(sync: string, idCode: string, ...body: (string | Uint8Array)[]): Uint8Array {
  const rest = wire(idCode, "5f000000 00000000", ...body);
  const bytes = wire(sync, big(rest.length + 6, 2), rest);
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = ((crc & 0x8000) !== 0 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return wire(bytes, big(crc, 2));
}

/** A PMU with one phasor and neither analog nor digital channels. */
function station(name: string, idCode: number): Uint8Array {
  return wire(
    text(name, 16, 0x20),
    big(idCode, 2),
    "0000 0001 0000 0000",
    text("VA", 16, 0x20),
    "00000001",
    "0000 0001",
  );
}

export const FIXTURES: readonly Fixture[] = [
  {
    name: "command: send configuration frame 2",
    carrier: "tcp",
    port: 4712,
    bytes: frame("aa41", "00f1", "0005"),
    expect: { operations: ["read"] },
  },
  {
    name: "configuration frame 2 of one PMU (clause 6.4)",
    carrier: "tcp",
    port: 4712,
    fromInitiator: false,
    bytes: frame("aa31", "00f1", "000f4240 0001", station("Station A", 241), "001e"),
    expect: {
      identities: [
        ["name", "Station A"],
        ["instance", "241"],
        ["role", "pmu"],
      ],
    },
  },
  {
    name: "configuration frame 2 of a concentrator",
    carrier: "udp",
    port: 4713,
    fromInitiator: false,
    bytes: frame("aa31", "00f1", "000f4240 0002", station("North", 1), station("South", 2), "001e"),
    expect: {
      identities: [
        ["name", "North", "pmu 1"],
        ["instance", "1", "pmu 1"],
        ["role", "pmu", "pmu 1"],
        ["name", "South", "pmu 2"],
        ["instance", "2", "pmu 2"],
        ["role", "pmu", "pmu 2"],
      ],
    },
  },
];
