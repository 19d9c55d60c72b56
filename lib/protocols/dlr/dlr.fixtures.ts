import type { Fixture } from "../fixture";
import { wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "the supervisor's beacon",
    carrier: "ethernet",
    bytes: wire("02 01 01 01 0a00000a 00000001", "01 00 00000190 000007a8", zeros(20)),
    expect: { concluded: [["role", "ring-supervisor"]], bindings: ["10.0.0.10 02:00:00:00:00:0a stated"] },
  },
  {
    name: "a sign-on to which two nodes have added themselves",
    carrier: "ethernet",
    bytes: wire("02 01 07 01 0a00000a 00000002", "0002", "02000000000a 0a00000a", "020000000042 0a000042", zeros(8)),
    expect: {
      bindings: [
        "10.0.0.10 02:00:00:00:00:0a stated",
        "10.0.0.10 02:00:00:00:00:0a stated",
        "10.0.0.66 02:00:00:00:00:42 stated",
      ],
    },
  },
];
