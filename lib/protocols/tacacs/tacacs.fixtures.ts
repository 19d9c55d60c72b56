import type { Fixture } from "../fixture";
import { big, text, wire, zeros } from "../fixture-bytes";

/** RFC 8907 §4.1 around a body. */
function packet(type: string, sequence: number, flags: string, body: Uint8Array): Uint8Array {
  return wire("c0", type, big(sequence, 1), flags, "a1b2c3d4", big(body.length, 4), body);
}

export const FIXTURES: readonly Fixture[] = [
  {
    name: "the start of an authentication in clear (§5.1)",
    carrier: "tcp",
    port: 49,
    bytes: packet("01", 1, "01", wire("01 01 01 01 05 04 07 00", text("admintty010.0.0.9"), zeros(0))),
    expect: { flags: ["cleartext-login"] },
  },
  {
    name: "a scrambled answer of the server",
    carrier: "tcp",
    port: 49,
    fromInitiator: false,
    bytes: packet("01", 2, "00", wire("8f 13 77 20 91 6a")),
    expect: { flags: [] },
  },
];
