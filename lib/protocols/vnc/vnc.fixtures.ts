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
];
