import type { Fixture } from "../fixture";
import { little, wire, zeros } from "../fixture-bytes";

type Part = string | Uint8Array;

const request = (...body: readonly Part[]) => {
  const data = wire("0000 700e 0000", ...body);
  return wire("5000 00 ff ff03 00", little(data.length, 2), data);
};
const response = (...body: readonly Part[]) => {
  const data = wire("0000", ...body);
  return wire("d000 00 ff ff03 00", little(data.length, 2), data);
};

export const FIXTURES: readonly Fixture[] = [
  {
    name: "Field Basic: a master's cyclic request (BAP-C2010ENG-004)",
    carrier: "udp",
    port: 61_450,
    initiatorPort: 61_450,
    bytes: request(
      "0100 0000 2400",
      zeros(14),
      "0100 0000",
      zeros(8),
      "0a00000a 01 00 2a00 f401 0300 0100 0100 0100 0000",
      "0b00000a",
      zeros(64),
      zeros(8),
    ),
    expect: {},
  },
  {
    name: "Field Basic: a slave's answer with its codes",
    carrier: "udp",
    port: 61_450,
    initiatorPort: 61_450,
    fromInitiator: false,
    bytes: response(
      "0100 0000 2800",
      zeros(14),
      "9a12 0000 04030201 0200 0000 0100 0000 00000000",
      "0b00000a 01 00 2a00",
      zeros(64),
      zeros(8),
    ),
    expect: {
      identities: [
        ["instance", "0x129a"],
        ["instance", "0x01020304"],
      ],
    },
  },
  {
    name: "a frame of Control, Field or TSN",
    carrier: "ethernet",
    bytes: wire("10 00 0102", zeros(60)),
    expect: {},
  },
];
