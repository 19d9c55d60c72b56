import type { Fixture } from "../fixture";
import { text, wire, zeros } from "../fixture-bytes";

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
  {
    name: "a bridge of a region of multiple trees, which is not the region's root (IEEE 802.1Q-2018 §14.4)",
    carrier: "llc",
    bytes: wire(
      "0000 03 02 7c",
      "8000 020000000001 00000000",
      "8000 020000000030 8001",
      "0000 1400 0200 0f00 00",
      "0040 00",
      text("PLANT-EAST", 32),
      "0001",
      zeros(16),
      "00004e20 8000 020000000031 13",
    ),
    expect: {
      identities: [
        ["role", "bridge"],
        ["description", "bridge 02:00:00:00:00:31"],
        ["description", "MST region PLANT-EAST"],
      ],
    },
  },
];
