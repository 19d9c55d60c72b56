import type { Fixture } from "../fixture";
import { wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "an advertisement of group 7",
    carrier: "ip",
    bytes: wire("21 07 00 07 00 01 0000 0000000000000001", zeros(20)),
    expect: { identities: [] },
  },
];
