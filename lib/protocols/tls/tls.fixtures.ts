import type { Fixture } from "../fixture";
import { ber, big, counted, text, wire, zeros } from "../fixture-bytes";

/** RFC 5280 §4.1: only what names the subject is filled in. */
function certificateOf(commonName: string): Uint8Array {
  const name = ber("30", ber("31", ber("30", ber("06", "550403"), ber("0c", text(commonName)))));
  return ber(
    "30",
    ber(
      "30",
      "a0 03 02 01 02",
      "02 01 01",
      ber("30", ber("06", "2a864886f70d01010b"), "0500"),
      name,
      ber("30", ber("17", text("200101000000Z")), ber("17", text("300228190500Z"))),
      name,
      ber("30", zeros(4)),
    ),
    ber("30", ber("06", "2a864886f70d01010b")),
    ber("03", "00"),
  );
}
const CERTIFICATE = certificateOf("hmi4");

/** Record and handshake headers (RFC 8446 §4 and §5.1). */
function record(type: string, ...body: (string | Uint8Array)[]): Uint8Array {
  return wire("16 0303", counted(2, type, counted(3, ...body)));
}

/** A DTLS record with one piece of a handshake message (RFC 6347 §4.1 and §4.2.2). */
function datagram(type: string, body: Uint8Array, from = 0, to = body.length): Uint8Array {
  const piece = body.subarray(from, to);
  const head = wire(type, big(body.length, 3), "0002", big(from, 3), big(piece.length, 3));
  return wire("16 fefd 0000 000000000005", counted(2, head, piece));
}
const CHAIN = counted(3, counted(3, CERTIFICATE));

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
  {
    name: "ClientHello over datagrams, with a cookie",
    carrier: "udp",
    port: 5684,
    bytes: datagram(
      "01",
      wire(
        "fefd",
        zeros(32),
        "00",
        counted(1, "a1b2c3"),
        counted(2, "c02b"),
        "01 00",
        counted(2, "0000", counted(2, counted(2, "00", counted(2, text("meter.test"))))),
      ),
    ),
    expect: { peerName: "meter.test" },
  },
  {
    name: "ServerHello over datagrams of an old version",
    carrier: "udp",
    port: 5684,
    fromInitiator: false,
    bytes: datagram("02", wire("feff", zeros(32), "00 c02b 00")),
    expect: { flags: ["tls<1.2"] },
  },
  {
    name: "a device's own certificate in two pieces of one datagram",
    carrier: "udp",
    port: 2221,
    fromInitiator: false,
    bytes: wire(datagram("0b", CHAIN, 0, 40), datagram("0b", CHAIN, 40)),
    expect: {
      identities: [
        ["name", "hmi4"],
        ["description", "self-signed certificate: hmi4"],
        ["description", "certificate valid until 2030-02-28"],
      ],
      flags: ["self-signed-certificate"],
    },
  },
  {
    name: "a certificate whose subject is a bare number, which names nobody",
    carrier: "tcp",
    port: 443,
    fromInitiator: false,
    bytes: record("0b", counted(3, counted(3, certificateOf("820071234")))),
    expect: {
      identities: [
        ["description", "self-signed certificate: 820071234"],
        ["description", "certificate valid until 2030-02-28"],
      ],
    },
  },
];
