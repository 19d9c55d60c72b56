import type { Fixture } from "../fixture";
import { big, text, wire } from "../fixture-bytes";

/** IEEE 802.1AB-2016 §8.4: seven bits of type, nine of length. */
function tlv(type: number, ...value: (string | Uint8Array)[]): Uint8Array {
  const body = wire(...value);
  return wire(big(type * 512 + body.length, 2), body);
}

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a PROFINET controller",
    carrier: "ethernet",
    bytes: wire(
      tlv(1, "07", text("plc-line3")),
      tlv(2, "07", text("port-001")),
      tlv(3, "0014"),
      tlv(6, text("Siemens, SIMATIC S7, CPU-1200, 6ES7 214-1AG40-0XB0, HW: 7, FW: V.4.2.1, S C-J5E12345")),
      tlv(7, "0010 0000"),
      tlv(8, "05 01 0a00000a", "02 00000001", "00"),
      tlv(127, "000ecf 02 00000000"),
      "0000",
    ),
    expect: {
      concluded: [["firmware", "V4.2.1"]],
      identities: [
        ["name", "plc-line3"],
        ["description", "Siemens, SIMATIC S7, CPU-1200, 6ES7 214-1AG40-0XB0, HW: 7, FW: V.4.2.1, S C-J5E12345"],
        ["vendor", "Siemens"],
        ["model", "CPU-1200"],
        ["orderNumber", "6ES7 214-1AG40-0XB0"],
        ["hardware", "7"],
        ["serial", "S C-J5E12345"],
      ],
      bindings: ["10.0.0.10 02:00:00:00:00:0a stated"],
    },
  },
  {
    name: "a PROFINET device whose chassis is its identification and whose port names its station",
    carrier: "ethernet",
    bytes: wire(
      tlv(
        1,
        "07",
        text("IM151-3PN".padEnd(25)),
        text(" 6ES7 151-3BA23-0AB0".padEnd(21)),
        text(" S C-X2345678901 "),
        text("    5"),
        text(" V  7  0  2"),
      ),
      tlv(2, "07", text("port-001.press-2")),
      tlv(3, "0014"),
      tlv(127, "000ecf 05 02000000000a"),
      "0000",
    ),
    expect: {
      concluded: [["firmware", "V7.0.2"]],
      identities: [
        ["model", "IM151-3PN"],
        ["orderNumber", "6ES7 151-3BA23-0AB0"],
        ["serial", "S C-X2345678901"],
        ["hardware", "5"],
        ["name", "press-2"],
      ],
    },
  },
  {
    name: "a phone with LLDP-MED inventory (ANSI/TIA-1057)",
    carrier: "ethernet",
    bytes: wire(
      tlv(1, "04 020000000001"),
      tlv(2, "07", text("1")),
      tlv(3, "0078"),
      tlv(5, text("desk-12")),
      tlv(7, "0024 0024"),
      tlv(127, "0012bb 09", text("Acme")),
      tlv(127, "0012bb 0a", text("Phone 3")),
      "0000",
    ),
    expect: {
      identities: [
        ["name", "desk-12"],
        ["description", "LLDP chassis 02:00:00:00:00:01"],
        ["role", "phone"],
        ["vendor", "Acme"],
        ["model", "Phone 3"],
      ],
    },
  },
  {
    name: "a thing that says where its maker describes its traffic (RFC 8520 §11)",
    carrier: "ethernet",
    bytes: wire(
      tlv(1, "04 020000000001"),
      tlv(2, "07", text("1")),
      tlv(3, "0078"),
      tlv(127, "00005e 01", text("https://acme.test/mud/lamp7")),
      "0000",
    ),
    expect: { identities: [["description", "MUD https://acme.test/mud/lamp7"]] },
  },
];
