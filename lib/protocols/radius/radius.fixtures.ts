import type { Fixture } from "../fixture";
import { text, wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "Access-Request (RFC 2865 §4.1)",
    carrier: "udp",
    port: 1812,
    bytes: wire("01 07 001f", zeros(16), "20 0b", text("wlan-ctl1")),
    expect: { identities: [["name", "wlan-ctl1"]] },
  },
];
