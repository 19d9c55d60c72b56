import type { Fixture } from "../fixture";
import { ber, big, counted, text, wire } from "../fixture-bytes";

type Part = string | Uint8Array;

const meter = "2b06010401828563 8e7f 01";
const headEnd = "2b06010401828563 8e7f 02";

/** An ACSE PDU in clear: titles, invocation ids, EPSEM with counted services. */
const request = (invocation: number, ...services: readonly Uint8Array[]) =>
  ber(
    "60",
    ber("a2", ber("06", meter)),
    ber("a6", ber("06", headEnd)),
    ber("a8", ber("02", big(invocation, 2))),
    epsem(services),
  );
const answer = (invocation: number, ...services: readonly Uint8Array[]) =>
  ber(
    "60",
    ber("a2", ber("06", headEnd)),
    ber("a4", ber("02", big(invocation, 2))),
    ber("a6", ber("06", meter)),
    ber("a8", ber("02", "0042")),
    epsem(services),
  );
function epsem(services: readonly Uint8Array[]): Uint8Array {
  return ber("be", ber("28", ber("81", "80", ...services)));
}
const service = (...parts: readonly Part[]) => counted(1, ...parts);

const table1 = wire(text("ACME"), text("FOCUS AX"), "03 01 05 12", text("0000000012345678"));
/** Result, length, data, and the check of the table: the two's complement of its sum. */
const tableAnswer = (data: Uint8Array) => {
  const sum = data.reduce((total, byte) => total + byte, 0);
  return service("00", big(data.length, 2), data, big(-sum & 255, 1));
};
const readTable1 = request(0x1234, service("30 0001"));

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a request with its called title (clause 5.3.4), enciphered",
    carrier: "tcp",
    port: 1153,
    bytes: ber(
      "60",
      ber("a2", ber("06", "2b0601040182856302")),
      ber("a8", ber("02", "0042")),
      ber("be", ber("28", wire("81 04 88 00 00 00"))),
    ),
    expect: {},
  },
  {
    name: "Full Read of table 1 in clear (clause 5.3.2.4.5)",
    carrier: "tcp",
    port: 1153,
    bytes: readTable1,
    expect: { operations: ["diagnose"] },
  },
  {
    name: "table 1 of the meter (C12.19 §9.2.2)",
    carrier: "tcp",
    port: 1153,
    fromInitiator: false,
    question: readTable1,
    bytes: answer(0x1234, tableAnswer(table1)),
    expect: {
      identities: [
        ["vendor", "ACME"],
        ["model", "FOCUS AX"],
        ["hardware", "3.1"],
        ["serial", "0000000012345678"],
      ],
    },
  },
  {
    name: "logon, password, and a procedure, in one request",
    carrier: "udp",
    port: 1153,
    bytes: request(
      0x1235,
      service("50 0002", text("operator", 10, 0x20)),
      service("51", text("secret", 20, 0x20)),
      service("40 0007 0003 0000 01 ff"),
    ),
    expect: { operations: ["control"], flags: ["cleartext-login"] },
  },
  {
    name: "a table is written",
    carrier: "udp",
    port: 1153,
    bytes: request(0x1236, service("40 0034 0002 0102 fd")),
    expect: { operations: ["write"] },
  },
];
