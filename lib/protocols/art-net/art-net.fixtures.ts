import type { Fixture } from "../fixture";
import { text, wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a search",
    carrier: "udp",
    port: 6454,
    bytes: wire(text("Art-Net\0"), "0020 000e 06 00"),
    expect: { operations: ["diagnose"] },
  },
  {
    name: "levels of a universe",
    carrier: "udp",
    port: 6454,
    bytes: wire(text("Art-Net\0"), "0050 000e 00 00 0000 0002 ffff"),
    expect: { operations: ["control"] },
  },
  {
    name: "a node's answer",
    carrier: "udp",
    port: 6454,
    bytes: wire(
      text("Art-Net\0"),
      "0021 0a00000a 3619 0203 00 00 ffff 00 00 4153",
      text("Facade", 18),
      text("Facade west, node 2", 64),
      text("#0001 [0001] ok", 64),
      zeros(28),
      "00 020000000041",
      zeros(32),
    ),
    expect: {
      identities: [
        ["name", "Facade"],
        ["description", "Facade west, node 2"],
        ["role", "lighting-node"],
      ],
      concluded: [["firmware", "2.3"]],
      bindings: ["10.0.0.10 02:00:00:00:00:41 stated"],
    },
  },
];
