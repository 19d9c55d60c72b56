import type { Fixture } from "../fixture";
import { wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "STARTDT act, then a general interrogation",
    carrier: "tcp",
    port: 2404,
    bytes: wire("68 04 07 00 00 00", "68 0e 0000 0000", "64 01 0600 0300 000000 14"),
    expect: { operations: ["read"] },
  },
  {
    name: "a single command, activated and then confirmed",
    carrier: "tcp",
    port: 2404,
    bytes: wire("68 0e 0200 0000", "2d 01 0600 0300 010000 01"),
    expect: { operations: ["control"] },
  },
  {
    name: "a measured value of station 3",
    carrier: "tcp",
    port: 2404,
    fromInitiator: false,
    bytes: wire("68 12 0400 0200", "0d 01 0300 0300 010700 0000c841 00"),
    expect: { identities: [["instance", "3"]] },
  },
];
