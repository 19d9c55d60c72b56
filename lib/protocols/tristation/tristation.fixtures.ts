import type { Fixture } from "../fixture";
import { wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a connection request",
    carrier: "udp",
    port: 1502,
    bytes: wire("0100 0000 d1f0"),
    expect: {},
  },
  {
    name: "a connection response",
    carrier: "udp",
    port: 1502,
    fromInitiator: false,
    bytes: wire("0200 0200 0100 abcd"),
    expect: {},
  },
];
