import type { Fixture } from "../fixture";
import { text, wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a query to everybody",
    carrier: "udp",
    port: 30_718,
    bytes: wire("000000f6"),
    expect: {},
  },
  {
    name: "an answer with the MAC at its end",
    carrier: "udp",
    port: 30_718,
    fromInitiator: false,
    bytes: wire("000000f7", zeros(8), text("X5"), zeros(10), "020000000021"),
    expect: { bindings: ["10.0.0.11 02:00:00:00:00:21 stated"] },
  },
];
