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
  {
    name: "where the server waits for the next file, and where somebody else would (RFC 2577 §3)",
    carrier: "tcp",
    port: 21,
    fromInitiator: false,
    bytes: text(
      "220 FTP\r\n227 Entering Passive Mode (10,0,0,11,4,1).\r\n229 Extended (|||1030|)\r\n227 Mode (10,0,0,99,4,2)\r\n",
    ),
    expect: {
      identities: [["description", "FTP"]],
      announces: ["tcp 10.0.0.11 1025 ftp-data", "tcp 10.0.0.11 1030 ftp-data"],
    },
  },
  {
    name: "where the client waits",
    carrier: "tcp",
    port: 21,
    bytes: text("PORT 10,0,0,10,4,7\r\nEPRT |1|10.0.0.10|1032|\r\n"),
    expect: { announces: ["tcp 10.0.0.10 1031 ftp-data", "tcp 10.0.0.10 1032 ftp-data"] },
  },
];
