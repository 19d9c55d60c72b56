import type { Fixture } from "../fixture";
import { text, wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "version and security types of a server that asks for no password",
    carrier: "tcp",
    port: 5900,
    fromInitiator: false,
    bytes: wire(text("RFB 003.008\n"), "02 01 02"),
    expect: { flags: ["vnc-no-password"] },
  },
  {
    name: "the desktop behind the login (RFC 6143 §7.3.2)",
    carrier: "tcp",
    port: 5900,
    fromInitiator: false,
    bytes: wire(
      text("RFB 003.008\n"),
      "0500 0400",
      "20 18 00 01 00ff 00ff 00ff 10 08 00 000000",
      "0000000d",
      text("hmi4:1 (line)"),
    ),
    expect: { identities: [["description", "hmi4:1 (line)"]] },
  },
];
