import type { Fixture } from "../fixture";
import { little, text, wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a start of cycle of the managing node (§4.6.1.1.2)",
    carrier: "ethernet",
    bytes: wire("01 ff f0 00 00 00", zeros(40)),
    expect: { identities: [["instance", "node 240"]] },
  },
  {
    name: "an ident response (§7.3.3.2.1)",
    carrier: "ethernet",
    bytes: wire(
      "06 ff 05 01",
      "00 00 1c 00 20 00",
      little(0x45, 4),
      little(1500, 2),
      little(36, 2),
      little(36, 2),
      little(10_000, 4),
      "0000",
      little(0x0191, 4),
      little(0x0100006c, 4),
      little(0x1234, 4),
      little(0x00010002, 4),
      little(987_654, 4),
      zeros(8 + 16),
      "0564a8c0 00ffffff fe64a8c0",
      text("X20-valves", 32),
      zeros(48),
    ),
    expect: {
      identities: [
        ["instance", "node 5"],
        ["instance", "0x0100006c/0x00001234"],
        ["hardware", "0x00010002"],
        ["serial", "987654"],
        ["name", "X20-valves"],
        ["description", "IP address 192.168.100.5"],
      ],
    },
  },
];
