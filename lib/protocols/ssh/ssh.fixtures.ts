import type { Fixture } from "../fixture";
import { text } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "identification of a server (RFC 4253 §4.2)",
    carrier: "tcp",
    port: 22,
    fromInitiator: false,
    bytes: text("SSH-2.0-dropbear_2019.78\r\n"),
    expect: { identities: [["description", "SSH-2.0-dropbear_2019.78"]], product: "dropbear" },
  },
];
