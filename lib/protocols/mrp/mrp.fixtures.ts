import type { Fixture } from "../fixture";
import { wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "the manager's test frame",
    carrier: "ethernet",
    bytes: wire("0001 02 12 8000 02000000000a 0000 0001 0001 00000010", "01 12 0001", zeros(16), "0000"),
    expect: { concluded: [["role", "ring-manager"]] },
  },
  {
    name: "a client whose link went down",
    carrier: "ethernet",
    bytes: wire("0001 04 0c 02000000000a 0000 0014 0000", "01 12 0001", zeros(16), "0000"),
    expect: { concluded: [] },
  },
];
