import type { Fixture } from "../fixture";
import { text } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "the greeting (RFC 1939 §4)",
    carrier: "tcp",
    port: 110,
    fromInitiator: false,
    bytes: text("+OK Acme POP3 server 1.2 ready\r\n"),
    expect: { product: "Acme POP3 server" },
  },
];
