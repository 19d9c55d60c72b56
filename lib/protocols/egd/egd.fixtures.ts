import type { Fixture } from "../fixture";
import { wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "produced data of exchange 5 (GFK-2224)",
    carrier: "udp",
    port: 18_246,
    bytes: wire("0d 01 0100 0a00000a 05000000 00000000 00000000 00000000 00000000 00000000", "0102"),
    expect: {
      identities: [
        ["instance", "10.0.0.10"],
        ["description", "produces exchange 5"],
      ],
    },
  },
];
