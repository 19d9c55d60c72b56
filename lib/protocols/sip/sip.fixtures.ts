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
  {
    name: "an invitation that says where its voice is wanted (RFC 8866)",
    carrier: "udp",
    port: 5060,
    bytes: text(
      "INVITE sip:gate@pbx.test SIP/2.0\r\nContent-Type: application/sdp\r\nContent-Length: 78\r\n\r\n" +
        "v=0\r\no=- 1 1 IN IP4 10.0.0.10\r\ns=-\r\nc=IN IP4 10.0.0.10\r\nm=audio 49170 RTP/AVP 0\r\n",
    ),
    expect: { announces: ["udp 10.0.0.10 49170 rtp"] },
  },
];
