import type { Fixture } from "../fixture";
import { wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a packet between two nodes",
    carrier: "udp",
    port: 9993,
    bytes: wire("0102030405060708 8056c2e21c 3a46f1bf30 08", zeros(30)),
    expect: { product: "ZeroTier" },
  },
];
