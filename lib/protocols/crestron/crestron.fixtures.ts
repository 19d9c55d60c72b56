import type { Fixture } from "../fixture";
import { text, wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a search",
    carrier: "udp",
    port: 41_794,
    bytes: wire("14000000 0104 0003 0000", text("tool", 256)),
    expect: { operations: ["diagnose"] },
  },
  {
    name: "a touch panel's answer",
    carrier: "udp",
    port: 41_794,
    fromInitiator: false,
    bytes: wire(
      "15000000 0104 0003 0000",
      text("ROOM-7", 256),
      text("TSW-0 [v1.002.0029 (Jan 01 2020), #00000042] @E-020000000041", 128),
    ),
    expect: {
      identities: [
        ["name", "ROOM-7"],
        ["description", "TSW-0 [v1.002.0029 (Jan 01 2020), #00000042] @E-020000000041"],
      ],
      concluded: [
        ["vendor", "Crestron"],
        ["model", "TSW-0"],
        ["firmware", "1.002.0029"],
      ],
      bindings: ["10.0.0.11 02:00:00:00:00:41 stated"],
    },
  },
];
