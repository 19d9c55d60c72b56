import type { Fixture } from "../fixture";
import { big, text, wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a device announcement (FF-589)",
    carrier: "udp",
    port: 1089,
    bytes: wire(
      "01 00 08 10 00000000",
      big(12 + 24 + 64 + 12, 4),
      zeros(24),
      text("0011513051-ROSEMOUNT:0860042", 32),
      text("PT-101", 32),
      zeros(12),
    ),
    expect: {
      identities: [
        ["instance", "0011513051-ROSEMOUNT:0860042"],
        ["name", "PT-101"],
      ],
    },
  },
  {
    name: "a session that is opened",
    carrier: "tcp",
    port: 1090,
    bytes: wire("01 00 04 01 00000000", big(12 + 8, 4), zeros(8)),
    expect: {},
  },
];
