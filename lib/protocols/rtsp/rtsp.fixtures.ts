import type { Fixture } from "../fixture";
import { text } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "an answer of a camera",
    carrier: "tcp",
    port: 554,
    fromInitiator: false,
    bytes: text("RTSP/1.0 200 OK\r\nCSeq: 2\r\nServer: AcmeCam/3.1\r\nPublic: DESCRIBE\r\n\r\n"),
    expect: { identities: [["description", "AcmeCam/3.1"]], product: "AcmeCam" },
  },
  {
    name: "the ports of a stream (RFC 2326 §12.39)",
    carrier: "tcp",
    port: 554,
    fromInitiator: false,
    bytes: text(
      "RTSP/1.0 200 OK\r\nCSeq: 3\r\nTransport: RTP/AVP;unicast;client_port=8000-8001;server_port=9000-9001\r\n\r\n",
    ),
    expect: { announces: ["udp 10.0.0.10 8000 rtp", "udp 10.0.0.11 9000 rtp"] },
  },
];
