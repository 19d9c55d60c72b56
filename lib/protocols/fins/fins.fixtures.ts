import type { Fixture } from "../fixture";
import { counted, text, wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "Controller Data Read over UDP (W342 §5-3-17)",
    carrier: "udp",
    port: 9600,
    bytes: wire("80 00 02 00 0b 00 00 0a 00 01", "0501 00"),
    expect: { operations: ["diagnose"] },
  },
  {
    name: "the answer over TCP, behind the address exchange",
    carrier: "tcp",
    port: 9600,
    fromInitiator: false,
    bytes: wire(
      text("FINS"),
      "00000010 00000001 00000000 0000000a 0000000b",
      text("FINS"),
      counted(
        4,
        "00000002 00000000",
        "c0 00 02 00 0a 00 00 0b 00 01",
        "0501 0000",
        text("CJ2M-CPU33", 20),
        text("02.01", 20),
      ),
    ),
    expect: {
      identities: [
        ["model", "CJ2M-CPU33"],
        ["firmware", "02.01"],
      ],
    },
  },
  {
    name: "Stop",
    carrier: "udp",
    port: 9600,
    bytes: wire("80 00 02 00 0b 00 00 0a 00 02", "0402 ffff"),
    expect: { operations: ["control"] },
  },
  {
    name: "the right to program is taken by force",
    carrier: "udp",
    port: 9600,
    bytes: wire("80 00 02 00 0b 00 00 0a 00 03", "0c02 ffff"),
    expect: { operations: ["control"] },
  },
];
