import type { Fixture } from "../fixture";
import { counted, text, wire } from "../fixture-bytes";

/** RFC 8489 §5: type, length of the attributes, magic cookie, transaction id. */
const message = (type: string, ...attributes: (string | Uint8Array)[]) => {
  const body = wire(...attributes);
  return wire(type, counted(2, body).subarray(0, 2), "2112a442", "000102030405060708090a0b", body);
};

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a binding request",
    carrier: "udp",
    port: 3478,
    bytes: message("0001"),
    expect: {},
  },
  {
    name: "the answer of a server that names its software (RFC 8489 §14.14)",
    carrier: "udp",
    port: 3478,
    fromInitiator: false,
    bytes: message("0101", "0020 0008 0001 a147 e112a643", "8022", counted(2, text("Relay 4.2")), "000000"),
    expect: { product: "Relay 4.2" },
  },
  {
    name: "a request to a relay over TCP (RFC 8656 §7)",
    carrier: "tcp",
    port: 3478,
    bytes: message("0003", "0019 0004 11000000"),
    expect: {},
  },
];
