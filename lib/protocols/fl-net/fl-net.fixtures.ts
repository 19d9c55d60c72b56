import type { Fixture } from "../fixture";
import { text, wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a token frame",
    carrier: "udp",
    port: 55_000,
    bytes: wire(text("FACN"), "00000040", zeros(56)),
    expect: {},
  },
];
