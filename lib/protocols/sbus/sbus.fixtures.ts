import { ByteReader } from "../byte-reader";
import type { Fixture } from "../fixture";
import { big, text, wire } from "../fixture-bytes";
import { crc16Xmodem } from "../framing/crc16";

/** A telegram with its length and its check sum. */
const telegram = (sequence: number, attribute: string, ...body: readonly (string | Uint8Array)[]) => {
  const data = wire(...body);
  const head = wire(big(data.length + 11, 4), "01 00", big(sequence, 2), attribute, data);
  return wire(head, big(crc16Xmodem(new ByteReader(head), head.length), 2));
};

const readFirmware = telegram(7, "00", "05 20");
const readStation = telegram(8, "00", "ff 1d");

export const FIXTURES: readonly Fixture[] = [
  {
    name: "four registers are read",
    carrier: "udp",
    port: 5050,
    bytes: telegram(1, "00", "05 06 03 0064"),
    expect: { operations: ["read"] },
  },
  {
    name: "their values",
    carrier: "udp",
    port: 5050,
    fromInitiator: false,
    bytes: telegram(1, "01", "00000001 00000002 00000003 00000004"),
    expect: {},
  },
  {
    name: "outputs are written",
    carrier: "udp",
    port: 5050,
    bytes: telegram(2, "00", "05 0d 03 0020 00 01"),
    expect: { operations: ["write"] },
  },
  {
    name: "an acknowledgement",
    carrier: "udp",
    port: 5050,
    fromInitiator: false,
    bytes: telegram(2, "02", "0000"),
    expect: {},
  },
  {
    name: "all programs are stopped",
    carrier: "udp",
    port: 5050,
    bytes: telegram(3, "00", "05 44"),
    expect: { operations: ["control"] },
  },
  {
    name: "a program block is written",
    carrier: "udp",
    port: 5050,
    bytes: telegram(4, "00", "05 a9 08 00 01 00 0000 00000010"),
    expect: { operations: ["program"] },
  },
  {
    name: "question for type and firmware",
    carrier: "udp",
    port: 5050,
    bytes: readFirmware,
    expect: { operations: ["diagnose"] },
  },
  {
    name: "type and firmware",
    carrier: "udp",
    port: 5050,
    fromInitiator: false,
    question: readFirmware,
    bytes: telegram(7, "01", text("D3M5"), "20", text("021"), "20"),
    expect: {
      identities: [
        ["firmware", "021"],
        ["model", "D3M5"],
      ],
    },
  },
  {
    name: "the station number",
    carrier: "udp",
    port: 5050,
    fromInitiator: false,
    question: readStation,
    bytes: telegram(8, "01", "05"),
    expect: { identities: [["instance", "5"]] },
  },
];
