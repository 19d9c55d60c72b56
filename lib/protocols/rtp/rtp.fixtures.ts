import type { Fixture } from "../fixture";
import { wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a packet of speech (RFC 3550 §5.1, RFC 3551 §6: type 0)",
    carrier: "udp",
    port: 5004,
    bytes: wire("80 00 0001 000000a0 11223344 ffffffff"),
    expect: {},
  },
  {
    name: "a packet of a picture with its marker and one contributor",
    carrier: "udp",
    port: 5004,
    bytes: wire("81 e0 0002 00000bb8 11223344 55667788 6588"),
    expect: {},
  },
];
