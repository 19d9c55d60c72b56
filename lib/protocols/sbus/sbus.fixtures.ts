import type { Fixture } from "../fixture";
import { big, wire } from "../fixture-bytes";

const telegram = (...parts: readonly string[]) => {
  const body = wire("01 00 0001", ...parts, "abcd");
  return wire(big(body.length + 4, 4), body);
};

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a read of a register",
    carrier: "udp",
    port: 5050,
    bytes: telegram("00 0a 06 00 0064"),
    expect: { operations: ["read"] },
  },
  {
    name: "a write of a flag",
    carrier: "udp",
    port: 5050,
    bytes: telegram("00 0a 0b 02 0064 00 01"),
    expect: { operations: ["write"] },
  },
  {
    name: "the answer to a read",
    carrier: "udp",
    port: 5050,
    fromInitiator: false,
    bytes: telegram("01 0000002a"),
    expect: {},
  },
];
