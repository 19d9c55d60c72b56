import type { Fixture } from "../fixture";
import { text } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "the greeting (RFC 5321 §4.2)",
    carrier: "tcp",
    port: 25,
    fromInitiator: false,
    bytes: text("220 mail.plant.test ESMTP Postfix 3.4.7\r\n"),
    expect: { identities: [["name", "mail.plant.test"]], product: "Postfix" },
  },
];
