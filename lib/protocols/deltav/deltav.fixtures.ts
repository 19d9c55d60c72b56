import type { Fixture } from "../fixture";
import { big, wire, zeros } from "../fixture-bytes";

/** Mark, length, type, number, sender, time stamp, flags; payload; two bytes of check sum. */
const message = (type: number, flags: string, payload: Uint8Array) =>
  wire("face", big(payload.length, 2), big(type, 2), "0a01 000d 123456", flags, payload, "9d2c");

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a connection is asked for",
    carrier: "udp",
    port: 18_507,
    bytes: message(3, "004400", zeros(8)),
    expect: {},
  },
  {
    name: "values are subscribed to",
    carrier: "udp",
    port: 18_507,
    bytes: message(2, "800400", wire("1b01", zeros(22))),
    expect: { operations: ["read"] },
  },
  {
    name: "a controller reports changed values",
    carrier: "udp",
    port: 18_507,
    fromInitiator: false,
    bytes: message(2, "800400", wire("0403", zeros(30))),
    expect: {},
  },
  {
    name: "an acknowledgement",
    carrier: "udp",
    port: 18_507,
    bytes: message(2, "800400", zeros(0)),
    expect: {},
  },
];
