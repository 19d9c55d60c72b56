import type { Fixture } from "../fixture";
import { wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a poll of station 1, with its CRC",
    carrier: "tcp",
    port: 10_001,
    bytes: wire("fb 01 8340 f6"),
    expect: { operations: ["read"] },
  },
  {
    name: "the acknowledgement of station 1",
    carrier: "tcp",
    port: 10_001,
    fromInitiator: false,
    bytes: wire("f1 01 f6"),
    expect: { identities: [["instance", "1"]] },
  },
];
