import type { Fixture } from "../fixture";
import { counted, text, wire } from "../fixture-bytes";

const NAME = wire(counted(1, text("cam7")), counted(1, text("local")), "00");

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
    name: "a query with known answers, which says nothing of its sender",
    carrier: "udp",
    port: 5353,
    initiatorPort: 5353,
    bytes: wire("0000 0000 0001 0001 0000 0000", NAME, "0001 0001", NAME, "0001 0001 00000078 0004 0a000063"),
    expect: {},
  },
];
