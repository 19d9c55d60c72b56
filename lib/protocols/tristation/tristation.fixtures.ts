import { ByteReader } from "../byte-reader";
import type { Fixture } from "../fixture";
import { little, wire, zeros } from "../fixture-bytes";
import { crc16Arc } from "../framing/crc16";

const message = (type: string, channel: string, ...body: readonly (string | Uint8Array)[]) => {
  const data = wire(...body);
  const head = wire(type, channel, little(data.length, 2), data);
  return wire(head, little(crc16Arc(new ByteReader(head), head.length), 2));
};

/** A command: direction, connection, code, count, two unknown bytes, sum, length. */
const command = (direction: string, code: string, ...body: readonly (string | Uint8Array)[]) =>
  message("05", "00", direction, "01", code, "07", "0000", "0000", "0a00", ...body);

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a ping",
    carrier: "udp",
    port: 1502,
    bytes: message("06", "00"),
    expect: {},
  },
  {
    name: "a connection is asked for",
    carrier: "udp",
    port: 1502,
    bytes: message("01", "00"),
    expect: {},
  },
  {
    name: "and given",
    carrier: "udp",
    port: 1502,
    fromInitiator: false,
    bytes: message("02", "00"),
    expect: {},
  },
  {
    name: "module versions are asked for",
    carrier: "udp",
    port: 1502,
    bytes: command("00", "36"),
    expect: { operations: ["diagnose"] },
  },
  {
    name: "the control program is halted",
    carrier: "udp",
    port: 1502,
    bytes: command("00", "15"),
    expect: { operations: ["control"] },
  },
  {
    name: "a download of a changed program begins",
    carrier: "udp",
    port: 1502,
    bytes: command("00", "01", zeros(12)),
    expect: { operations: ["program"] },
  },
  {
    name: "it is permitted",
    carrier: "udp",
    port: 1502,
    fromInitiator: false,
    bytes: command("01", "66", zeros(4)),
    expect: {},
  },
];
