import type { Fixture } from "../fixture";
import { counted, countedLittle, little, text, wire, zeros } from "../fixture-bytes";

/** Vendor 1, device type 14, product code 107, revision 20.11, status, serial 0x00C0FFEE. */
const IDENTITY = "0100 0e00 6b00 14 0b 6030 eeffc000";

/** Header of volume 2, 2-3.1, with a session and without sender context. */
function encapsulated(command: string, ...data: (string | Uint8Array)[]): Uint8Array {
  const body = wire(...data);
  return wire(command, little(body.length, 2), "01000000", zeros(16), body);
}

/** SendRRData with a null address item and one unconnected message. */
function unconnected(...message: (string | Uint8Array)[]): Uint8Array {
  return encapsulated("6f00", "00000000 0a00", "0200 0000 0000 b200", countedLittle(2, ...message));
}

export const FIXTURES: readonly Fixture[] = [
  {
    name: "List Identity (volume 2, 2-4.2)",
    carrier: "udp",
    port: 44_818,
    bytes: encapsulated("6300"),
    expect: { operations: ["diagnose"] },
  },
  {
    name: "the answer to List Identity",
    carrier: "udp",
    port: 44_818,
    fromInitiator: false,
    bytes: encapsulated(
      "6300",
      "0100 0c00",
      countedLittle(2, "0100", "0002 af12 0a000005 0000000000000000", IDENTITY, counted(1, text("1769-L33ER/A")), "03"),
    ),
    expect: {
      identities: [
        ["vendor", "Rockwell Automation/Allen-Bradley"],
        ["model", "1769-L33ER/A"],
        ["firmware", "20.11"],
        ["serial", "00C0FFEE"],
        ["description", "Programmable Logic Controller"],
        ["role", "plc"],
        ["instance", "1"],
        ["instance", "107"],
      ],
    },
  },
  {
    name: "identity of the module in slot 3, asked by Unconnected Send",
    carrier: "tcp",
    port: 44_818,
    fromInitiator: false,
    question: unconnected("52 02 2006 2401", "0a 0e", countedLittle(2, "01 02 2001 2401"), "01 00 0103"),
    bytes: unconnected("81 00 00 00", IDENTITY, counted(1, text("1756-L61/B"))),
    expect: {
      identities: [
        ["vendor", "Rockwell Automation/Allen-Bradley", "cip 1/3"],
        ["model", "1756-L61/B", "cip 1/3"],
        ["firmware", "20.11", "cip 1/3"],
        ["serial", "00C0FFEE", "cip 1/3"],
        ["description", "Programmable Logic Controller", "cip 1/3"],
        ["role", "plc", "cip 1/3"],
        ["instance", "1", "cip 1/3"],
        ["instance", "107", "cip 1/3"],
      ],
    },
  },
  {
    name: "an answer of another object, which is no identity",
    carrier: "tcp",
    port: 44_818,
    fromInitiator: false,
    question: unconnected("01 02 2066 2401"),
    bytes: unconnected("81 00 00 00", IDENTITY, counted(1, text("none of your business"))),
    expect: {},
  },
  {
    name: "Reset of the Identity object",
    carrier: "tcp",
    port: 44_818,
    bytes: unconnected("05 02 2001 2401"),
    expect: { operations: ["control"] },
  },
  {
    name: "Write Tag among reads in a Multiple Service Packet (1756-PM020)",
    carrier: "tcp",
    port: 44_818,
    bytes: unconnected("0a 02 2002 2401", "0200 0600 0e00", "4c 02 9102 4142 0100", "4d 02 9102 4142 c300 0100 0500"),
    expect: { operations: ["write"] },
  },
  {
    name: "PCCC: change mode (1770-6.5.16)",
    carrier: "tcp",
    port: 44_818,
    bytes: unconnected("4b 02 2067 2401", "07 0100 11223344", "0f 00 0100 80 06"),
    expect: { operations: ["control"] },
  },
  {
    name: "implicit I/O",
    carrier: "udp",
    port: 2222,
    bytes: wire("0200 0280 0800 01000000 05000000", "b100", countedLittle(2, "0100 01000000 aabb")),
    expect: {},
  },
];
