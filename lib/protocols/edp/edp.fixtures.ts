import type { Fixture } from "../fixture";
import { text, wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "an announcement of a switch",
    carrier: "snap",
    bytes: wire(
      "01 00 0044 0000 0001 0000 020000000005",
      "99 02 0024 0000 0011 0000",
      zeros(6),
      "07 04 01 02",
      zeros(16),
      "99 01 0010",
      text("Summit-Hall3", 12),
      "99 00 0004",
    ),
    expect: {
      identities: [
        ["name", "Summit-Hall3"],
        ["firmware", "7.4.1.2"],
      ],
    },
  },
];
