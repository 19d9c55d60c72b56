import type { Fixture } from "../fixture";
import { wire } from "../fixture-bytes";

const expect = {
  identities: [
    ["role", "router"],
    ["description", "OSPF router id 10.9.0.1"],
  ],
} as const;

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a hello of version 2 (RFC 2328 §A.3.2)",
    carrier: "ip",
    bytes: wire(
      "02 01 002c 0a090001 00000000 0000 0000 0000000000000000",
      "ffffff00 000a 12 01 00000028 00000000 00000000",
    ),
    expect,
  },
  {
    name: "a hello of version 3 (RFC 5340 §A.3.2)",
    carrier: "ip",
    bytes: wire("03 01 0024 0a090001 00000000 0000 00 00", "00000005 01 000013 000a 0028 00000000 00000000"),
    expect,
  },
];
