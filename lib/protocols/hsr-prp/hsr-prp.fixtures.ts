import type { Fixture } from "../fixture";
import { wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a node of two parallel networks (PRP, table 2)",
    carrier: "ethernet",
    bytes: wire("0001 0012 1406 02000000000a 0000", zeros(30)),
    expect: { identities: [["description", "PRP node"]] },
  },
  {
    name: "a node of a ring (HSR, table 9)",
    carrier: "ethernet",
    bytes: wire("0001 0013 1706 02000000000a 0000", zeros(30)),
    expect: { identities: [["description", "HSR node"]] },
  },
  {
    name: "a box speaks for a device behind it (table 3)",
    carrier: "ethernet",
    bytes: wire("0001 0014 1406 02000000000c 1e06 02000000000a 0000", zeros(22)),
    expect: { identities: [["role", "redundancy-box"]] },
  },
  {
    name: "a box speaks for itself",
    carrier: "ethernet",
    bytes: wire("0001 0015 1706 02000000000a 1e06 02000000000a 0000", zeros(22)),
    expect: {
      identities: [
        ["description", "HSR node"],
        ["role", "redundancy-box"],
      ],
    },
  },
];
