import type { Fixture } from "../fixture";
import { big, wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a start of authentication without obfuscation (§4.1)",
    carrier: "tcp",
    port: 49,
    bytes: wire("c0 01 01 01 12345678", big(20, 4), zeros(20)),
    expect: { flags: ["cleartext-login"] },
  },
  {
    name: "an obfuscated reply",
    carrier: "tcp",
    port: 49,
    fromInitiator: false,
    bytes: wire("c0 01 02 00 12345678", big(6, 4), "8f3b12aa09c1"),
    expect: { flags: [] },
  },
];
