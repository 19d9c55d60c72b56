import type { Fixture } from "../fixture";
import { big, counted, text, wire } from "../fixture-bytes";

/** A message of version 2 in English; its length counts its header. */
function message(kind: string, ...body: (string | Uint8Array)[]): Uint8Array {
  const rest = wire("0000 000000 0001", counted(2, text("en")), ...body);
  return wire("02", kind, big(rest.length + 5, 3), rest);
}

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a search for printers",
    carrier: "udp",
    port: 427,
    bytes: message("01", counted(2, ""), counted(2, text("service:printer")), counted(2, text("default")), "0000 0000"),
    expect: {},
  },
  {
    name: "a printer's attributes: who hands them on may be a directory",
    carrier: "udp",
    port: 427,
    fromInitiator: false,
    bytes: message(
      "07",
      "0000",
      counted(2, text("(x-hp-p1=MFG:Acme;MDL:LaserJet 0;SN:ACME0001;),(x-hp-hn=PRN-7)")),
      "00",
    ),
    expect: {
      concluded: [
        ["vendor", "Acme"],
        ["model", "LaserJet 0"],
        ["serial", "ACME0001"],
        ["name", "PRN-7"],
      ],
    },
  },
  {
    name: "an agent of its own services",
    carrier: "udp",
    port: 427,
    fromInitiator: false,
    bytes: message(
      "0b",
      counted(2, text("service:service-agent://10.0.0.11")),
      counted(2, text("default")),
      counted(2, text("(manufacturer=Acme),(model=DS-4),(printer-location=Hall 2)")),
      "00",
    ),
    expect: {
      identities: [
        ["vendor", "Acme"],
        ["model", "DS-4"],
        ["location", "Hall 2"],
      ],
    },
  },
];
