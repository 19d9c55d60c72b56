import type { Fixture } from "../fixture";
import { text } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "greeting of a server",
    carrier: "tcp",
    port: 143,
    fromInitiator: false,
    bytes: text("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] Dovecot 2.3.16 ready.\r\n"),
    expect: { product: "Dovecot" },
  },
];
