import type { Fixture } from "../fixture";
import { big, counted, text, tpkt, wire } from "../fixture-bytes";

/** An answer to Read SZL in one piece. */
function szl(head: string, ...records: Uint8Array[]): Uint8Array {
  const list = wire(head, ...records);
  const data = wire("ff 09", big(list.length, 2), list);
  const parameters = wire("000112 08 12 84 01 01 00 00 0000");
  return tpkt("32 07 0000 0004", big(parameters.length, 2), big(data.length, 2), parameters, data);
}

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a connection to rack 0, slot 2 (RFC 1006, ISO 8073 §13.3)",
    carrier: "tcp",
    port: 102,
    bytes: wire("03 00 00 16", "11 e0 0000 0001 00", "c0 01 0a", "c1 02 0100", "c2 02 0102"),
    expect: {},
  },
  {
    name: "Read Var",
    carrier: "tcp",
    port: 102,
    bytes: tpkt("32 01 0000 0001 000e 0000", "04 01 12 0a 10 02 0001 0001 84 000000"),
    expect: { operations: ["read"] },
  },
  {
    name: "PLC stop and start",
    carrier: "tcp",
    port: 102,
    bytes: wire(
      tpkt("32 01 0000 0002 0010 0000", "29 0000000000", counted(1, text("P_PROGRAM"))),
      tpkt("32 01 0000 0003 0014 0000", "28 000000000000fd 0000", counted(1, text("P_PROGRAM"))),
    ),
    expect: { operations: ["control", "control"] },
  },
  {
    name: "module identification list, SZL 0x0011",
    carrier: "tcp",
    port: 102,
    fromInitiator: false,
    bytes: szl(
      "0011 0000 001c 0002",
      wire("0001", text("6ES7 315-2EH14-0AB0", 20, 0x20), "00c0 0003 0001"),
      wire("0007", text("6ES7 315-2EH14-0AB0", 20, 0x20), "00c0 5603 0208"),
    ),
    expect: {
      identities: [
        ["orderNumber", "6ES7 315-2EH14-0AB0"],
        ["firmware", "V3.2.8"],
      ],
    },
  },
  {
    name: "component identification list, SZL 0x001C",
    carrier: "tcp",
    port: 102,
    fromInitiator: false,
    bytes: szl(
      "001c 0000 0022 0003",
      wire("0001", text("Filler line 3", 32)),
      wire("0005", text("S C-X4U421302009", 32)),
      wire("0007", text("CPU 315-2 PN/DP", 32)),
    ),
    expect: {
      identities: [
        ["name", "Filler line 3"],
        ["serial", "S C-X4U421302009"],
        ["model", "CPU 315-2 PN/DP"],
      ],
    },
  },
];
