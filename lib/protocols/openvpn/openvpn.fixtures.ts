import type { Fixture } from "../fixture";
import { wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "P_CONTROL_HARD_RESET_CLIENT_V2",
    carrier: "udp",
    port: 1194,
    bytes: wire("38 0102030405060708 00 00000000"),
    expect: {},
  },
];
