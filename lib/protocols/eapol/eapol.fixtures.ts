import type { Fixture } from "../fixture";
import { big, counted, text, wire, zeros } from "../fixture-bytes";

const attribute = (type: string, value: Uint8Array) => wire(type, counted(2, value));

/** An EAP packet in a frame of IEEE 802.1X; its length counts its own header. */
function eap(code: string, ...body: (string | Uint8Array)[]): Uint8Array {
  const rest = wire(...body);
  return wire("02 00", counted(2, code, "07", big(rest.length + 4, 2), rest));
}

const SETUP = wire("fe 00372a 00000001 04");
const DEVICE = wire(
  attribute("104a", wire("10")),
  attribute("1022", wire("04")),
  attribute("1020", wire("02000000000a")),
  attribute("1021", text("Acme")),
  attribute("1023", text("Smart Plug")),
  attribute("1024", text("SP-1101W")),
  attribute("1042", text("00000000")),
  attribute("1011", text("plug-7")),
);

export const FIXTURES: readonly Fixture[] = [
  {
    name: "message M1 of a Wi-Fi setup: the device that joins",
    carrier: "ethernet",
    bytes: eap("02", SETUP, "00", DEVICE),
    expect: {
      identities: [
        ["vendor", "Acme"],
        ["model", "Smart Plug"],
        ["model", "SP-1101W"],
        ["name", "plug-7"],
      ],
    },
  },
  {
    name: "the same in parts, of which nothing is said",
    carrier: "ethernet",
    bytes: eap("02", SETUP, "03 0200", DEVICE),
    expect: {},
  },
  {
    name: "who logs in is nobody's business",
    carrier: "ethernet",
    bytes: eap("02", "01", text("operator7")),
    expect: {},
  },
  {
    name: "a key",
    carrier: "ethernet",
    bytes: wire("02 03", counted(2, zeros(95))),
    expect: {},
  },
];
