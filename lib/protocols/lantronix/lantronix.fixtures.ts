import type { Fixture } from "../fixture";
import { wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a search",
    carrier: "udp",
    port: 30_718,
    bytes: wire("000000f6"),
    expect: { operations: ["diagnose"] },
  },
  {
    name: "a device server's answer",
    carrier: "udp",
    port: 30_718,
    fromInitiator: false,
    bytes: wire("000000f7", zeros(20), "00204a000042"),
    expect: {
      concluded: [
        ["vendor", "Lantronix"],
        ["role", "serial-server"],
      ],
      bindings: ["10.0.0.11 00:20:4a:00:00:42 stated"],
    },
  },
  {
    name: "its set-up is written",
    carrier: "udp",
    port: 30_718,
    bytes: wire("000000fa", zeros(126)),
    expect: { operations: ["write"] },
  },
];
