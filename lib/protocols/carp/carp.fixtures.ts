import type { Fixture } from "../fixture";
import { wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "an advertisement of group 3",
    carrier: "ip",
    bytes: wire("21 03 00 07 00 01 abcd", zeros(8), zeros(20)),
    expect: {
      identities: [
        ["role", "router"],
        ["instance", "group 3"],
      ],
    },
  },
];
