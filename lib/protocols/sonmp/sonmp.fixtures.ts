import type { Fixture } from "../fixture";
import { wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a new switch says its address",
    carrier: "snap",
    bytes: wire("0a00000a", "000002", "01 0c 03 01"),
    expect: { concluded: [["role", "switch"]], bindings: ["10.0.0.10 02:00:00:00:00:0a stated"] },
  },
  {
    name: "a switch without an address",
    carrier: "snap",
    bytes: wire("00000000", "000101", "20 0c 02 01"),
    expect: { concluded: [["role", "switch"]], bindings: [] },
  },
];
