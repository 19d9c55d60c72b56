import type { Fixture } from "../fixture";
import { text } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "the greeting",
    carrier: "tcp",
    port: 21,
    fromInitiator: false,
    bytes: text("220 Acme FTP server 2.4.1 ready\r\n"),
    expect: { identities: [["description", "Acme FTP server 2.4.1 ready"]], product: "Acme FTP server" },
  },
  {
    name: "a password, which is not kept",
    carrier: "tcp",
    port: 21,
    bytes: text("USER plc\r\nPASS secret\r\n"),
    expect: { flags: ["cleartext-login"] },
  },
  {
    name: "the wish to go on in TLS (RFC 4217 §4)",
    carrier: "tcp",
    port: 2100,
    bytes: text("AUTH TLS\r\n"),
    expect: {},
  },
];
