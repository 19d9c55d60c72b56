import type { Fixture } from "../fixture";
import { counted, text, wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a connection to the target",
    carrier: "udp",
    port: 17_185,
    bytes: wire("00000001 00000000 00000002 55555555 00000001 00000001", zeros(16)),
    expect: { operations: ["diagnose"] },
  },
  {
    name: "the target's answer",
    carrier: "udp",
    port: 17_185,
    fromInitiator: false,
    bytes: wire(
      "00000001 00000001 00000000",
      zeros(12),
      "0000abcd 00000030",
      counted(4, text("VxWorks 6.6\0")),
      counted(4, text("Freescale MPC8270\0\0\0")),
    ),
    expect: {
      identities: [
        ["os", "VxWorks 6.6"],
        ["description", "Freescale MPC8270"],
      ],
    },
  },
];
