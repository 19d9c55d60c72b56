import type { Fixture } from "../fixture";
import { counted, text, wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "an announcement",
    carrier: "llc",
    bytes: wire(
      "000000 0623 0623",
      "02 01",
      "01",
      counted(1, text("Acme Switch 2424M"), "00"),
      "02",
      counted(1, text("C.09.22"), "00"),
      "03",
      counted(1, text("sw-hall-3"), "00"),
      "05 04 0a00000a",
      "0e 06 02000000000a",
    ),
    expect: {
      identities: [
        ["description", "Acme Switch 2424M"],
        ["role", "switch"],
      ],
      concluded: [
        ["firmware", "C.09.22"],
        ["name", "sw-hall-3"],
      ],
      bindings: ["10.0.0.10 02:00:00:00:00:0a stated"],
    },
  },
];
