import type { Fixture } from "../fixture";
import { ber, counted, text, wire, zeros } from "../fixture-bytes";

/** RFC 5280 §4.1: only what names the subject is filled in. */
const NAME = ber("30", ber("31", ber("30", ber("06", "550403"), ber("0c", text("hmi4")))));
const CERTIFICATE = ber(
  "30",
  ber(
    "30",
    "a0 03 02 01 02",
    "02 01 01",
    ber("30", ber("06", "2a864886f70d01010b"), "0500"),
    NAME,
    ber("30", ber("17", text("200101000000Z")), ber("17", text("300228190500Z"))),
    NAME,
    ber("30", zeros(4)),
  ),
  ber("30", ber("06", "2a864886f70d01010b")),
  ber("03", "00"),
);

/** Record and handshake headers (RFC 8446 §4 and §5.1). */
function record(type: string, ...body: (string | Uint8Array)[]): Uint8Array {
  return wire("16 0303", counted(2, type, counted(3, ...body)));
}

export const FIXTURES: readonly Fixture[] = [
  {
    name: "ClientHello with a server name (RFC 6066 §3)",
    carrier: "tcp",
    port: 443,
    bytes: record(
      "01",
      "0303",
      zeros(32),
      "00",
      counted(2, "c02f"),
      "01 00",
      counted(2, "0000", counted(2, counted(2, "00", counted(2, text("cloud.test"))))),
    ),
    expect: { peerName: "cloud.test" },
  },
  {
    name: "ServerHello of an old version",
    carrier: "tcp",
    port: 443,
    fromInitiator: false,
    bytes: record("02", "0301", zeros(32), "00 c02f 00"),
    expect: { flags: ["tls<1.2"] },
  },
  {
    name: "a device's own certificate in a record of its own",
    carrier: "tcp",
    port: 443,
    fromInitiator: false,
    bytes: record("0b", counted(3, counted(3, CERTIFICATE))),
    expect: {
      identities: [
        ["name", "hmi4"],
        ["description", "self-signed certificate: hmi4"],
        ["description", "certificate valid until 2030-02-28"],
      ],
      flags: ["self-signed-certificate"],
    },
  },
];
