import type { Fixture } from "../fixture";
import { text, wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "DISCOVERY_CMD, which asks who is there",
    carrier: "udp",
    port: 3956,
    bytes: wire("42 11 0002 0000 ffff"),
    expect: { operations: ["diagnose"] },
  },
  {
    name: "DISCOVERY_ACK of a camera",
    carrier: "udp",
    port: 3956,
    fromInitiator: false,
    bytes: wire(
      "0000 0003 00f8 ffff",
      "0002 0000 80000001 0000 02000000000b 80000007 00000005",
      zeros(12),
      "0a00000b",
      zeros(12),
      "ffffff00",
      zeros(12),
      "0a000001",
      text("Acme Vision", 32),
      text("AV-500M", 32),
      text("1.5.0004", 32),
      text("line scan, mono", 48),
      text("AV0042", 16),
      text("cell-3-top", 16),
    ),
    expect: {
      identities: [
        ["vendor", "Acme Vision"],
        ["model", "AV-500M"],
        ["firmware", "1.5.0004"],
        ["description", "line scan, mono"],
        ["serial", "AV0042"],
        ["name", "cell-3-top"],
      ],
      concluded: [["role", "camera"]],
      bindings: ["10.0.0.11 02:00:00:00:00:0b stated"],
    },
  },
  {
    name: "WRITEREG_CMD",
    carrier: "udp",
    port: 3956,
    bytes: wire("42 01 0082 0008 0007 00000a00 00000002"),
    expect: { operations: ["write"] },
  },
  {
    name: "a refused question names nobody",
    carrier: "udp",
    port: 3956,
    fromInitiator: false,
    bytes: wire("8006 0003 00f8 ffff", zeros(0xf8)),
    expect: {},
  },
];
