import type { Fixture } from "../fixture";
import { wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "IKE_SA_INIT (RFC 7296 §3.1)",
    carrier: "udp",
    port: 500,
    bytes: wire("0102030405060708 0000000000000000 21 20 22 08 00000000 00000024", zeros(8)),
    expect: {},
  },
];
