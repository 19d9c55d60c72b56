import type { Fixture } from "../fixture";
import { text, wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "greeting and prompt behind option negotiation (RFC 854)",
    carrier: "tcp",
    port: 23,
    fromInitiator: false,
    bytes: wire("fffb01 fffb03", text("\r\nAcme Switch 12\r\n\r\nlogin: ")),
    expect: { identities: [["description", "Acme Switch 12"]], flags: ["cleartext-login"] },
  },
];
