import type { Fixture } from "../fixture";
import { wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a port of a link aggregation (IEEE 802.1AX §6.4.2.3)",
    carrier: "ethernet",
    bytes: wire(
      "01 01",
      "01 14 8000 020000000030 000d 8000 0016 85 000000",
      "02 14 8000 020000000040 000d 8000 0019 36 000000",
      "03 10 8000",
      zeros(12),
      "00 00",
      zeros(50),
    ),
    expect: { identities: [["description", "link aggregation system 02:00:00:00:00:30"]] },
  },
  {
    name: "a marker",
    carrier: "ethernet",
    bytes: wire("02 01 01 10 0016 020000000030 00000001 0000", zeros(92)),
    expect: {},
  },
];
