import type { Fixture } from "../fixture";
import { ber, wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a request with its called title (clause 5.3.4)",
    carrier: "tcp",
    port: 1153,
    bytes: ber("60", ber("a2", ber("06", "2b0601040182856302")), ber("be", ber("28", wire("81 04 60 00 00 00")))),
    expect: {},
  },
];
