import type { Fixture } from "../fixture";
import { text, wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a ping between peers",
    carrier: "udp",
    port: 41_641,
    bytes: wire(text("TS\xf0\x9f\x92\xac"), zeros(32 + 24 + 30)),
    expect: { product: "Tailscale" },
  },
];
