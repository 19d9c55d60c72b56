import type { Fixture } from "../fixture";
import { wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a rapid spanning tree BPDU (IEEE 802.1D-2004 §9.3.3)",
    carrier: "llc",
    bytes: wire("0000 02 02 3c", "8000 020000000001 00000000", "8000 020000000030 8001", "0000 1400 0200 0f00 00"),
    expect: {
      identities: [
        ["role", "bridge"],
        ["description", "bridge 02:00:00:00:00:30"],
      ],
    },
  },
];
