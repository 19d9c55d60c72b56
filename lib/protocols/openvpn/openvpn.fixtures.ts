import type { Fixture } from "../fixture";
import { counted, wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "P_CONTROL_HARD_RESET_CLIENT_V2",
    carrier: "udp",
    port: 1194,
    bytes: wire("38 0102030405060708 00 00000000"),
    expect: {},
  },
  {
    name: "the same behind an HMAC (--tls-auth), on a port of others",
    carrier: "tcp",
    port: 443,
    bytes: counted(2, "38 0102030405060708", "5a".repeat(20), "00000001 5f000000", "00 00000000"),
    expect: {},
  },
  {
    name: "the same scrambled (--tls-crypt)",
    carrier: "udp",
    port: 13_680,
    bytes: wire("38 0102030405060708 00000001 5f000000", "5a".repeat(32), "a1b2c3d4e5"),
    expect: {},
  },
];
