import type { Fixture } from "../fixture";
import { big, counted, text, wire } from "../fixture-bytes";

/** A unicast without network addresses. */
function packet(...apdu: (string | Uint8Array)[]): Uint8Array {
  const body = wire("01 00", ...apdu);
  return wire("81 0a", big(body.length + 4, 2), body);
}

export const FIXTURES: readonly Fixture[] = [
  {
    name: "I-Am (clause 16.10)",
    carrier: "udp",
    port: 47_808,
    bytes: wire("81 0b 0018", "01 20 ffff 00 ff", "10 00", "c4 020004d2", "22 05c4", "91 03", "21 08"),
    expect: {
      identities: [
        ["instance", "1234"],
        ["vendor", "Delta Controls"],
        ["instance", "8"],
      ],
    },
  },
  {
    name: "I-Am of a station behind a router, forwarded by a BBMD (annex J.2.5)",
    carrier: "udp",
    port: 47_808,
    bytes: wire(
      "81 04 0022",
      "0a000063 bac0",
      "01 28 ffff 00 07d1 01 0c ff",
      "10 00",
      "c4 02000007",
      "22 01e0",
      "91 03",
      "21 08",
    ),
    expect: {
      identities: [
        ["instance", "7", "bacnet 2001/12"],
        ["vendor", "Delta Controls", "bacnet 2001/12"],
        ["instance", "8", "bacnet 2001/12"],
      ],
    },
  },
  {
    name: "an answer to ReadProperty: model name (clause 15.5)",
    carrier: "udp",
    port: 47_808,
    fromInitiator: false,
    bytes: packet("30 01 0c", "0c 020004d2", "19 46", "3e 75", counted(1, "00", text("DSC-1280E")), "3f"),
    expect: {
      identities: [
        ["instance", "1234"],
        ["model", "DSC-1280E"],
      ],
    },
  },
  {
    name: "an answer to ReadPropertyMultiple of device and input (clause 15.7)",
    carrier: "udp",
    port: 47_808,
    fromInitiator: false,
    bytes: packet(
      "30 02 0e",
      "0c 020004d2 1e",
      "29 4d 4e 75",
      counted(1, "00", text("AHU-3")),
      "4f",
      "29 2c 4e 75",
      counted(1, "00", text("V3.40")),
      "4f",
      "29 79 5e 91 02 91 20 5f",
      "29 4c 39 01 4e c4 00000001 4f",
      "1f",
      "0c 00000001 1e",
      "29 4d 4e 75",
      counted(1, "00", text("Supply air temperature")),
      "4f 1f",
    ),
    expect: {
      identities: [
        ["instance", "1234"],
        ["name", "AHU-3"],
        ["firmware", "V3.40"],
      ],
    },
  },
  {
    name: "ReinitializeDevice (clause 16.4)",
    carrier: "udp",
    port: 47_808,
    bytes: packet("00 05 01 14", "09 01"),
    expect: { operations: ["control"] },
  },
  {
    name: "I-Am of a station of an MS/TP bus, through a bus adapter (clause 9.3)",
    carrier: "snap",
    bytes: wire("0500 00", "06 ff 07 0014 25", "01 20 ffff 00 ff", "10 00", "c4 020004d2 22 05c4 91 03 21 08", "0000"),
    expect: {
      identities: [
        ["instance", "1234", "bacnet mstp 7"],
        ["vendor", "Delta Controls", "bacnet mstp 7"],
        ["instance", "8", "bacnet mstp 7"],
      ],
    },
  },
  {
    name: "a token that a station passes on",
    carrier: "snap",
    bytes: wire("0500 00", "00 05 10 0000 ca"),
    expect: {},
  },
];
