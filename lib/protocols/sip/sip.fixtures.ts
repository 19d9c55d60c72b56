import type { Fixture } from "../fixture";
import { text } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a registration",
    carrier: "udp",
    port: 5060,
    bytes: text("REGISTER sip:pbx.test SIP/2.0\r\nUser-Agent: Acme Phone 3.2\r\nContent-Length: 0\r\n\r\n"),
    expect: { identities: [["description", "Acme Phone 3.2"]] },
  },
];
