import type { Fixture } from "../fixture";
import { counted, text, wire } from "../fixture-bytes";

const NAME = wire(counted(1, text("cam7")), counted(1, text("local")), "00");

const service = (instance: string, type: string) =>
  wire(...[instance, type, "_tcp", "local"].map((label) => counted(1, text(label))), "00");

export const FIXTURES: readonly Fixture[] = [
  {
    name: "an answer with address and device information",
    carrier: "udp",
    port: 5353,
    initiatorPort: 5353,
    bytes: wire(
      "0000 8400 0000 0002 0000 0000",
      NAME,
      "0001 8001 00000078 0004 0a00000a",
      NAME,
      "0010 8001 00000078",
      counted(2, counted(1, text("model=AC-9")), counted(1, text("note=lobby"))),
    ),
    expect: {
      identities: [
        ["name", "cam7.local"],
        ["model", "AC-9"],
      ],
    },
  },
  {
    name: "the records of a cast device and of a printer, whose keys mean something in their own service only",
    carrier: "udp",
    port: 5353,
    initiatorPort: 5353,
    bytes: wire(
      "0000 8400 0000 0002 0000 0000",
      service("cast-7", "_googlecast"),
      "0010 8001 00000078",
      counted(2, counted(1, text("fn=Canteen")), counted(1, text("md=Chromecast")), counted(1, text("note=x"))),
      service("lp2", "_ipp"),
      "0010 8001 00000078",
      counted(2, counted(1, text("note=Hall 2")), counted(1, text("product=(Acme LP 3)")), counted(1, text("fn=x"))),
    ),
    expect: {
      identities: [
        ["name", "Canteen"],
        ["model", "Chromecast"],
        ["location", "Hall 2"],
        ["model", "Acme LP 3"],
      ],
    },
  },
  {
    name: "a query with known answers, which says nothing of its sender",
    carrier: "udp",
    port: 5353,
    initiatorPort: 5353,
    bytes: wire("0000 0000 0001 0001 0000 0000", NAME, "0001 0001", NAME, "0001 0001 00000078 0004 0a000063"),
    expect: {},
  },
];
