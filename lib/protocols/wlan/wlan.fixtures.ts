import type { Fixture } from "../fixture";
import { counted, text, wire, zeros } from "../fixture-bytes";

const element = (id: string, ...body: (string | Uint8Array)[]) => wire(id, counted(1, ...body));
const attribute = (type: string, value: Uint8Array) => wire(type, counted(2, value));

const SSID = element("00", text("plant-7"));
const RATES = element("01", "82848b96");
const HEAD = wire(zeros(8), "6400 1104");

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a printer's beacon with what it says for a Wi-Fi setup",
    carrier: "wlan",
    bytes: wire(
      HEAD,
      SSID,
      RATES,
      element(
        "dd",
        "0050f204",
        attribute("104a", wire("10")),
        attribute("1021", text("Acme")),
        attribute("1023", text("Label Printer")),
        attribute("1024", text("LP-20")),
        attribute("1042", text("SN0042")),
        attribute("1054", wire("0003 0050f204 0001")),
        attribute("1011", text("Hall 2 labels")),
      ),
    ),
    expect: {
      identities: [
        ["description", "Wi-Fi network plant-7"],
        ["vendor", "Acme"],
        ["model", "Label Printer"],
        ["model", "LP-20"],
        ["serial", "SN0042"],
        ["role", "printer"],
        ["name", "Hall 2 labels"],
      ],
    },
  },
  {
    name: "an access point that a controller has named (Cisco), with the frame's checksum behind it",
    carrier: "wlan",
    bytes: wire(HEAD, SSID, element("85", zeros(10), text("AP-HALL-2", 16), "05", zeros(3)), "07 ff 12 34"),
    expect: {
      identities: [
        ["description", "Wi-Fi network plant-7"],
        ["name", "AP-HALL-2"],
      ],
    },
  },
  {
    name: "the same of Aruba",
    carrier: "wlan",
    bytes: wire(HEAD, element("dd", "000b8601 03 00", text("ap-yard"))),
    expect: { identities: [["name", "ap-yard"]] },
  },
  {
    name: "the same of Aerohive",
    carrier: "wlan",
    bytes: wire(HEAD, element("dd", "00197721 01 00", counted(1, text("ap-gate"), "00"))),
    expect: { identities: [["name", "ap-gate"]] },
  },
  {
    name: "the same of Mist",
    carrier: "wlan",
    bytes: wire(HEAD, element("dd", "5c5b3501", text("ap-tank"))),
    expect: { identities: [["name", "ap-tank"]] },
  },
  {
    name: "a network that says nothing of its device",
    carrier: "wlan",
    bytes: wire(HEAD, element("00", zeros(7)), RATES),
    expect: {},
  },
];
