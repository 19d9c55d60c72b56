import type { Fixture } from "../fixture";
import { ber, countedLittle, little, text, wire, zeros } from "../fixture-bytes";

const string = (value: string) => countedLittle(4, text(value));

/** OPC 10000-6 clause 7.1.2: type and chunk letter, size, body. */
function message(type: string, ...body: (string | Uint8Array)[]): Uint8Array {
  const rest = wire(...body);
  return wire(text(type), little(rest.length + 8, 4), rest);
}

function application(uri: string, product: string, name: string, type: number): Uint8Array {
  return wire(string(uri), string(product), "02", string(name), little(type, 4), "ffffffff ffffffff ffffffff");
}

/** Time, handle, good result, no diagnostics, no strings, no additional header. */
const RESPONSE_HEADER = "0000000000000000 01000000 00000000 00 ffffffff 00 00 00";
/** No token, time, handle, no diagnostics, no audit entry, timeout, no additional header. */
const REQUEST_HEADER = "00 00 0000000000000000 01000000 00000000 ffffffff 10270000 00 00 00";
const OPEN_WITHOUT_SECURITY = message(
  "OPNF",
  "01000000",
  string("http://opcfoundation.org/UA/SecurityPolicy#None"),
  "ffffffff ffffffff 01000000 01000000",
  "01 00 be01",
  REQUEST_HEADER,
  // Version, issue, mode "none", no nonce, an hour.
  "00000000 00000000 01000000 ffffffff 80ee3600",
);

const NAME = ber("30", ber("31", ber("30", ber("06", "550403"), ber("0c", text("Acme UA Server")))));
/** RFC 5280 §4.1 with a subject alternative name; keys and the signature are left empty. */
const CERTIFICATE = ber(
  "30",
  ber(
    "30",
    "a0 03 02 01 02 02 01 01",
    ber("30", ber("06", "2a864886f70d01010b")),
    NAME,
    ber("30", ber("17", text("200101000000Z")), ber("17", text("300228190500Z"))),
    NAME,
    ber("30", zeros(4)),
    ber(
      "a3",
      ber(
        "30",
        ber(
          "30",
          ber("06", "551d11"),
          ber(
            "04",
            ber(
              "30",
              ber("86", text("urn:line-4:acme:server")),
              ber("82", text("localhost")),
              ber("82", text("line-4")),
              ber("87", "0a000005"),
            ),
          ),
        ),
      ),
    ),
  ),
  ber("30", ber("06", "2a864886f70d01010b")),
  ber("03", "00"),
);

export const FIXTURES: readonly Fixture[] = [
  {
    name: "Hello",
    carrier: "tcp",
    port: 4840,
    bytes: message("HELF", "00000000 ffff0000 ffff0000 00000000 00000000", string("opc.tcp://plc.example:4840")),
    expect: {},
  },
  {
    name: "the answer that opens an encrypted channel, with the server's certificate (§6.2.2)",
    carrier: "tcp",
    port: 4840,
    fromInitiator: false,
    bytes: message(
      "OPNF",
      "01000000",
      string("http://opcfoundation.org/UA/SecurityPolicy#Basic256Sha256"),
      countedLittle(4, CERTIFICATE),
      countedLittle(4, zeros(20)),
      zeros(64),
    ),
    expect: {
      identities: [
        ["description", "OPC UA security policy in use: Basic256Sha256"],
        ["description", "certificate: Acme UA Server"],
        ["description", "urn:line-4:acme:server"],
      ],
      concluded: [["name", "line-4"]],
    },
  },
  {
    name: "GetEndpoints answered on a channel without security",
    carrier: "tcp",
    port: 4840,
    fromInitiator: false,
    question: OPEN_WITHOUT_SECURITY,
    bytes: message(
      "MSGF",
      "01000000 01000000 02000000 02000000",
      "01 00 af01",
      RESPONSE_HEADER,
      "01000000",
      string("opc.tcp://plc.example:4840"),
      application("urn:plc:acme", "urn:acme:uaserver", "Acme UA Server", 0),
      "ffffffff 01000000 ffffffff ffffffff ffffffff 00",
    ),
    expect: {
      identities: [
        ["description", "OPC UA application: Acme UA Server"],
        ["description", "urn:plc:acme"],
        ["description", "urn:acme:uaserver"],
      ],
      product: "Acme UA Server",
    },
  },
  {
    name: "a Write in clear",
    carrier: "tcp",
    port: 4840,
    bytes: wire(
      OPEN_WITHOUT_SECURITY,
      message("MSGF", "01000000 01000000 03000000 03000000", "01 00 a102", REQUEST_HEADER, "00000000"),
    ),
    expect: { operations: ["write"], flags: ["opcua-none"] },
  },
  {
    name: "the server status, with its build info",
    carrier: "tcp",
    port: 4840,
    fromInitiator: false,
    question: OPEN_WITHOUT_SECURITY,
    bytes: message(
      "MSGF",
      "01000000 01000000 04000000 04000000",
      "01 00 7a02",
      RESPONSE_HEADER,
      "01000000 01 16 01 00 6003 01",
      countedLittle(
        4,
        zeros(20),
        string("urn:acme:plc"),
        string("Acme"),
        string("AC-700"),
        string("2.4.1"),
        string("77"),
        zeros(8),
        // Seconds until it shuts down, no reason.
        "00000000 00",
      ),
      "ffffffff",
    ),
    expect: {
      concluded: [
        ["vendor", "Acme"],
        ["model", "AC-700"],
        ["firmware", "2.4.1"],
      ],
      flags: ["opcua-none"],
    },
  },
];
