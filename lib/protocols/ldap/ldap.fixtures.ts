import type { Fixture } from "../fixture";
import { ber, text } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a simple bind, which shows a password",
    carrier: "tcp",
    port: 389,
    bytes: ber("30", "02 01 01", ber("60", "02 01 03", ber("04", text("cn=plc")), ber("80", text("secret")))),
    expect: { flags: ["cleartext-login"] },
  },
  {
    name: "the server's root entry (RFC 4512 §5.1)",
    carrier: "udp",
    port: 389,
    fromInitiator: false,
    bytes: ber(
      "30",
      "02 01 02",
      ber(
        "64",
        "04 00",
        ber("30", ber("30", ber("04", text("dnsHostName")), ber("31", ber("04", text("dc1.plant.test"))))),
      ),
    ),
    expect: { identities: [["name", "dc1.plant.test"]] },
  },
];
