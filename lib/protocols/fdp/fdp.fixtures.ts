import type { Fixture } from "../fixture";
import { big, text, wire } from "../fixture-bytes";

const element = (type: string, value: Uint8Array) => wire(type, big(value.length + 4, 2), value);

export const FIXTURES: readonly Fixture[] = [
  {
    name: "an announcement of a switch",
    carrier: "snap",
    bytes: wire(
      "01 b4 0000",
      element("0001", text("ICX-Hall2")),
      element("0004", big(8, 4)),
      element("0005", text("Foundry IronWare Version 08.0.30 of 2017")),
      element("0006", text("ICX6450-24")),
    ),
    expect: {
      identities: [
        ["name", "ICX-Hall2"],
        ["model", "ICX6450-24"],
        ["firmware", "08.0.30"],
        ["description", "Foundry IronWare Version 08.0.30 of 2017"],
        ["role", "switch"],
      ],
    },
  },
];
