import type { Fixture } from "../fixture";
import { ber, big, counted, text, wire, zeros } from "../fixture-bytes";

/** RFC 5280 §4.1: only what names the subject is filled in. */
function nameOf(commonName: string, organisation?: string): Uint8Array {
  const part = (oid: string, value: string) => ber("31", ber("30", ber("06", oid), ber("0c", text(value))));
  return ber("30", ...(organisation ? [part("55040a", organisation)] : []), part("550403", commonName));
}

function certificateOf(commonName: string, name = nameOf(commonName), issuer = name): Uint8Array {
  return ber(
    "30",
    ber(
      "30",
      "a0 03 02 01 02",
      "02 01 01",
      ber("30", ber("06", "2a864886f70d01010b"), "0500"),
      issuer,
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
    name: "a factory's certificate: a product with its own MAC behind it is a model and no name",
    carrier: "tcp",
    port: 443,
    fromInitiator: false,
    bytes: record("0b", counted(3, counted(3, certificateOf("SW24-X-0200000a0b0c")))),
    expect: {
      identities: [
        ["description", "self-signed certificate: SW24-X-0200000a0b0c"],
        ["description", "certificate valid until 2030-02-28"],
      ],
      concluded: [["model", "SW24-X"]],
    },
  },
  {
    name: "the same behind a router, issued by the maker itself",
    carrier: "tcp",
    port: 443,
    fromInitiator: false,
    bytes: record(
      "0b",
      counted(3, counted(3, certificateOf("", nameOf("SW24-X-3ce5a6000001", "Acme"), nameOf("Root", "Acme")))),
    ),
    expect: {
      identities: [
        ["description", "certificate: SW24-X-3ce5a6000001, Acme"],
        ["description", "certificate valid until 2030-02-28"],
      ],
      concluded: [["model", "SW24-X"]],
    },
  },
  {
    name: "a word with another's MAC behind it stays a name",
    carrier: "tcp",
    port: 443,
    fromInitiator: false,
    bytes: record("0b", counted(3, counted(3, certificateOf("SW24-X-3ce5a6000001")))),
    expect: {
      identities: [
        ["name", "SW24-X-3ce5a6000001"],
        ["description", "self-signed certificate: SW24-X-3ce5a6000001"],
        ["description", "certificate valid until 2030-02-28"],
      ],
      concluded: [],
    },
  },
  {
    name: "a host that is called after its MAC alone stays a name",
    carrier: "tcp",
    port: 443,
    fromInitiator: false,
    bytes: record("0b", counted(3, counted(3, certificateOf("cam-0200000a0b0c")))),
    expect: {
      identities: [
        ["name", "cam-0200000a0b0c"],
        ["description", "self-signed certificate: cam-0200000a0b0c"],
        ["description", "certificate valid until 2030-02-28"],
      ],
      concluded: [],
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
