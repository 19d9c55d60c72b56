import type { Fixture } from "../fixture";
import { big, text, wire } from "../fixture-bytes";

type Part = string | Uint8Array;

/** A message: protocol and type in one byte, service, address, then its length over all. */
const message = (kind: number, service: string, address: number, ...body: readonly Part[]) => {
  const data = wire(...body);
  return wire("01 00", big(kind, 1), service, big(address, 4), big(data.length + 12, 4), data);
};

/** What SM Identify answers and a device announces (§6.5.2.3). */
const device = wire(
  "05 80 00 00",
  "0001 0004",
  "00000000 00000000 0000ffff 0a00000b",
  text("594543000C-J70012345", 32, 0x20),
  text("LD-UNIT-200", 32, 0x20),
  "000005dc 0e26 0000 00000007 00000003 00000000",
);

export const FIXTURES: readonly Fixture[] = [
  {
    name: "SM Identify (§6.5.2.3)",
    carrier: "udp",
    port: 1091,
    bytes: message(0x08, "83", 0),
    expect: { operations: ["diagnose"] },
  },
  {
    name: "its answer: device id and tag",
    carrier: "udp",
    port: 1091,
    fromInitiator: false,
    bytes: message(0x09, "83", 0, device),
    expect: {
      identities: [
        ["instance", "594543000C-J70012345"],
        ["name", "LD-UNIT-200"],
      ],
    },
  },
  {
    name: "SM Device Annunciation (§6.5.2.7)",
    carrier: "udp",
    port: 1089,
    bytes: message(0x08, "10", 0, device),
    expect: {
      identities: [
        ["instance", "594543000C-J70012345"],
        ["name", "LD-UNIT-200"],
      ],
    },
  },
  {
    name: "FMS Identify: a transmitter of an H1 link answers (§6.5.3.6)",
    carrier: "tcp",
    port: 1090,
    fromInitiator: false,
    bytes: message(
      0x0d,
      "81",
      0x00021003,
      text("Yokogawa", 32, 0x20),
      text("EJX110A", 32, 0x20),
      text("R1.02", 32, 0x20),
    ),
    expect: {
      identities: [
        ["vendor", "Yokogawa", "ff-hse 2/16"],
        ["model", "EJX110A", "ff-hse 2/16"],
        ["firmware", "R1.02", "ff-hse 2/16"],
      ],
    },
  },
  {
    name: "FMS Write (§6.5.3.11)",
    carrier: "tcp",
    port: 1090,
    bytes: message(0x0c, "83", 0x00021003, "00000190 41200000"),
    expect: { operations: ["write"] },
  },
];
