import type { Fixture } from "../fixture";
import { counted, text, wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "CONNECT with a password (MQTT 3.1.1 §3.1)",
    carrier: "tcp",
    port: 1883,
    bytes: wire(
      "10",
      counted(
        1,
        counted(2, text("MQTT")),
        "04 c2 003c",
        counted(2, text("sensor-19")),
        counted(2, text("u")),
        counted(2, text("p")),
      ),
    ),
    expect: { identities: [["instance", "sensor-19"]], flags: ["cleartext-login"] },
  },
];
