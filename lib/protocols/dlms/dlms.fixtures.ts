import type { Fixture } from "../fixture";
import { counted, text, wire } from "../fixture-bytes";

const ASK_NAME = wire("0001 0010 0001", counted(2, "c0 01 c1", "0001 00002a0000ff 02 00"));

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
];
