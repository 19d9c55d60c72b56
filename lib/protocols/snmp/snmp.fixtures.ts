import type { Fixture } from "../fixture";
import { ber, text } from "../fixture-bytes";

const binding = (oid: string, value: Uint8Array) => ber("30", ber("06", oid), ber("04", value));

/** An engine of enterprise 9 with a MAC (RFC 3411 §5). */
const ENGINE = ber("04", "800000090300020000000001");

/** RFC 1157 §4, RFC 3416 §3 */
function message(version: string, pdu: string, ...bindings: Uint8Array[]): Uint8Array {
  return withError("00", version, pdu, ...bindings);
}

function withError(error: string, version: string, pdu: string, ...bindings: Uint8Array[]): Uint8Array {
  const body = ber(pdu, "02 01 01 02 01", error, "02 01 00", ber("30", ...bindings));
  return ber("30", "02 01", version, ber("04", text("public")), body);
}

export const FIXTURES: readonly Fixture[] = [
  {
    name: "an answer with the system group (RFC 3418)",
    carrier: "udp",
    port: 161,
    fromInitiator: false,
    bytes: message(
      "01",
      "a2",
      binding("2b06010201010100", text("Acme switch, FW 3.4")),
      binding("2b06010201010500", text("sw-7")),
    ),
    expect: {
      identities: [
        ["description", "Acme switch, FW 3.4"],
        ["name", "sw-7"],
      ],
      flags: ["snmp-v2c"],
    },
  },
  {
    name: "a Set that is refused: the answer repeats what the manager wished (RFC 3416 §4.2.5)",
    carrier: "udp",
    port: 161,
    fromInitiator: false,
    bytes: withError("11", "01", "a2", binding("2b06010201010500", text("a name that it did not take"))),
    expect: { identities: [], flags: ["snmp-v2c"] },
  },
  {
    name: "an uninterruptible power supply (RFC 1628)",
    carrier: "udp",
    port: 161,
    fromInitiator: false,
    bytes: message(
      "01",
      "a2",
      binding("2b060102012101010100", text("Acme Power")),
      binding("2b060102012101010200", text("UPS 3000")),
      binding("2b060102012101010300", text("2.10")),
      binding("2b060102012101010500", text("ups-hall-3")),
    ),
    expect: {
      identities: [
        ["vendor", "Acme Power"],
        ["model", "UPS 3000"],
        ["firmware", "2.10"],
        ["name", "ups-hall-3"],
      ],
      flags: ["snmp-v2c"],
    },
  },
  {
    name: "a printer's serial number (RFC 3805), and what a Siemens device is",
    carrier: "udp",
    port: 161,
    fromInitiator: false,
    bytes: message(
      "01",
      "a2",
      binding("2b060102012b050101 1101", text("PRN-0042")),
      binding("2b06010401a1690603020101 0200", text("6GK5 208-0BA10-2AA3", 32, 0x20)),
      binding("2b06010401a1690603020101 0500", text("V4.3")),
    ),
    expect: {
      identities: [
        ["serial", "PRN-0042"],
        ["orderNumber", "6GK5 208-0BA10-2AA3"],
        ["firmware", "V4.3"],
      ],
      flags: ["snmp-v2c"],
    },
  },
  {
    name: "the report of an engine that is asked for the first time (RFC 3414 §4)",
    carrier: "udp",
    port: 161,
    fromInitiator: false,
    bytes: ber(
      "30",
      "02 01 03",
      ber("30", "02 01 02 02 03 00ffe3 04 01 00 02 01 03"),
      ber("04", ber("30", ENGINE, "02 01 04 02 01 0c 04 00 04 00 04 00")),
      ber("30", ENGINE, "04 00", ber("a8", "02 01 02 02 01 00 02 01 00", ber("30"))),
    ),
    expect: { identities: [["description", "SNMP engine 800000090300020000000001"]] },
  },
  {
    name: "a question, whose values are nobody's",
    carrier: "udp",
    port: 161,
    bytes: message("00", "a0", binding("2b06010201010500", text("not me"))),
    expect: { flags: ["snmp-v1"] },
  },
];
