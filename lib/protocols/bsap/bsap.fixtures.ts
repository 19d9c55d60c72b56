import type { Fixture } from "../fixture";
import { little, text, wire, zeros } from "../fixture-bytes";

type Part = string | Uint8Array;

/** Header of fourteen bytes: its length, messages, kind, two sequence numbers; then one message. */
const datagram = (kind: number, ...message: readonly Part[]) => {
  const body = wire(...message);
  const count = body.length > 0 ? 1 : 0;
  const size = body.length > 0 ? little(body.length, 4) : "";
  return wire("0e00", little(count, 2), little(kind, 2), "05000000 04000000", size, body);
};

/** A frame of the serial line, without a check of its CRC: DLE is doubled inside. */
const frame = (...parts: readonly Part[]) => {
  const stuffed = Array.from(wire(...parts)).flatMap((byte) => (byte === 0x10 ? [0x10, 0x10] : [byte]));
  return wire("1002", Uint8Array.from(stuffed), "1003 5a5a");
};

export const FIXTURES: readonly Fixture[] = [
  {
    name: "IP-BSAP: a poll",
    carrier: "udp",
    port: 1234,
    bytes: datagram(0),
    expect: {},
  },
  {
    name: "IP-BSAP: a signal is read by its name",
    carrier: "udp",
    port: 1234,
    bytes: datagram(6, "0e 07000000 a0 00 04", text("STATION.FLOW."), "00"),
    expect: { operations: ["read"] },
  },
  {
    name: "IP-BSAP: a signal is written by its address",
    carrier: "udp",
    port: 1234,
    bytes: datagram(6, "0e 08000000 a0 00 80 01 0100 2a00", zeros(4)),
    expect: { operations: ["write"] },
  },
  {
    name: "IP-BSAP: an answer",
    carrier: "udp",
    port: 1234,
    fromInitiator: false,
    bytes: datagram(5, "0e 07000000 00 01 0000803f", zeros(4)),
    expect: {},
  },
  {
    name: "serial: a poll of a local node",
    carrier: "udp",
    port: 1234,
    bytes: frame("03 11 85 00"),
    expect: {},
  },
  {
    name: "serial: a local node's signals are read from a list, with a doubled DLE",
    carrier: "udp",
    port: 1234,
    bytes: frame("03 10 a0 1000 03 00 0c 01 02"),
    expect: { operations: ["read"] },
  },
  {
    name: "serial: flash is downloaded",
    carrier: "udp",
    port: 1234,
    bytes: frame("03 12 68 1100 03 00", zeros(6)),
    expect: { operations: ["firmware"] },
  },
  {
    name: "serial: a global answer with the address of its sender",
    carrier: "udp",
    port: 1234,
    fromInitiator: false,
    bytes: frame("80 13 0000 2104 00 03 1200 a0 00", zeros(6)),
    expect: { identities: [["instance", "1057"]] },
  },
];
