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
];
