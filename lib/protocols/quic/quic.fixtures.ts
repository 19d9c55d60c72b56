import type { Fixture } from "../fixture";
import { wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "an Initial packet (RFC 9000 §17.2.2)",
    carrier: "udp",
    port: 443,
    bytes: wire("c3 00000001 08 0102030405060708 00 00 4050", zeros(80)),
    expect: {},
  },
];
