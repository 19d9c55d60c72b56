import type { Fixture } from "../fixture";
import { ber, counted, text, wire } from "../fixture-bytes";

const ASK_NAME = wire("0001 0010 0001", counted(2, "c0 01 c1", "0001 00002a0000ff 02 00"));

/** GET of attribute 2 of a data object (class 1) in the wrapper. */
const ASK = (obis: string) => wire("0001 0010 0001", counted(2, "c0 01 c1", "0001", obis, "02 00"));
const ANSWER = (value: string) => wire("0001 0001 0010", counted(2, "c4 01 c1 00 09", counted(1, text(value))));

export const FIXTURES: readonly Fixture[] = [
  {
    name: "SNRM in an HDLC frame (IEC 62056-46)",
    carrier: "tcp",
    port: 4059,
    bytes: wire("7e a007 03 21 93 0f01 7e"),
    expect: {},
  },
  {
    name: "GET of the logical device name in the TCP wrapper",
    carrier: "tcp",
    port: 4059,
    bytes: ASK_NAME,
    expect: { operations: ["read"] },
  },
  {
    name: "the logical device name",
    carrier: "udp",
    port: 4059,
    fromInitiator: false,
    question: ASK_NAME,
    bytes: wire("0001 0001 0010", counted(2, "c4 01 c1 00 09", counted(1, text("ACM0000012345678")))),
    expect: { identities: [["instance", "ACM0000012345678"]] },
  },
  {
    name: "the serial number (0.0.96.1.0.255)",
    carrier: "tcp",
    port: 4059,
    fromInitiator: false,
    question: ASK("0000600100ff"),
    bytes: ANSWER("00421337"),
    expect: { identities: [["serial", "00421337"]] },
  },
  {
    name: "the firmware in use (1.0.0.2.0.255)",
    carrier: "tcp",
    port: 4059,
    fromInitiator: false,
    question: ASK("0100000200ff"),
    bytes: ANSWER("V2.17"),
    expect: { identities: [["firmware", "V2.17"]] },
  },
  {
    name: "an association asked for with a password in clear (mechanism 1)",
    carrier: "tcp",
    port: 4059,
    bytes: wire(
      "0001 0010 0001",
      counted(
        2,
        ber(
          "60",
          ber("a1", ber("06", "60857405080101")),
          ber("8a", "0780"),
          ber("8b", "60857405080201"),
          ber("ac", ber("80", text("XXXXXXXX"))),
        ),
      ),
    ),
    expect: { flags: ["cleartext-login"] },
  },
  {
    name: "the meter's system title in the answer",
    carrier: "tcp",
    port: 4059,
    fromInitiator: false,
    bytes: wire(
      "0001 0001 0010",
      counted(2, ber("61", ber("a2", "020100"), ber("a4", ber("04", text("ACM"), "0001020304")))),
    ),
    expect: { identities: [["instance", "ACM0001020304"]] },
  },
  {
    name: "an answer ciphered with the global key, whose system title stands before it",
    carrier: "tcp",
    port: 4059,
    fromInitiator: false,
    bytes: wire("0001 0001 0010", counted(2, "db 08", text("LGZ"), "0001020304", "06 30 00000001 ff")),
    expect: {
      identities: [["instance", "LGZ0001020304"]],
      concluded: [
        ["vendor", "Landis+Gyr"],
        ["role", "meter"],
      ],
    },
  },
  {
    name: "a ciphered action",
    carrier: "tcp",
    port: 4059,
    bytes: wire("0001 0010 0001", counted(2, "cb 06 30 00000001 ff")),
    expect: { operations: ["control"] },
  },
  {
    name: "an action of the image transfer (class 18)",
    carrier: "tcp",
    port: 4059,
    bytes: wire("0001 0010 0001", counted(2, "c3 01 c1 0012 00002c0000ff 01 01 0f00")),
    expect: { operations: ["firmware"] },
  },
  {
    name: "a read by short name",
    carrier: "tcp",
    port: 4059,
    bytes: wire("0001 0010 0001", counted(2, "05 01 02 fd08")),
    expect: { operations: ["read"] },
  },
];
