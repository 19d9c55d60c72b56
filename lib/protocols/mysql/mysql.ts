import { defineDecoder } from "../define-decoder";

const PROTOCOL_10 = 0x0a;
const MAX_VERSION_BYTES = 64;

/** Only the server's greeting (Protocol::HandshakeV10). */
export const mysql = defineDecoder<{ readonly version: string }>({
  name: "mysql",
  title: "MySQL",
  standard: "MySQL Client/Server Protocol, HandshakeV10",
  family: "it",
  carriers: [{ layer: "tcp", ports: [3306] }],
  security: "mixed",
  messagesPerFlow: 1,
  elsewhere: { tcp: { fewestBytes: 6 } },
  probe(reader) {
    const length = reader.peek(0) | (reader.peek(1) << 8) | (reader.peek(2) << 16);
    if (reader.peek(3) !== 0 || reader.peek(4) !== PROTOCOL_10 || length < 40 || length > 1_024) return "no";
    return reader.peek(5) >= 0x30 && reader.peek(5) <= 0x39 ? "certain" : "no";
  },
  frame(reader) {
    if (reader.peek(3) < 0) return 0;
    return 4 + (reader.peek(0) | (reader.peek(1) << 8) | (reader.peek(2) << 16));
  },
  read(reader) {
    if (reader.skip(4).u8() !== PROTOCOL_10) return null;
    const end = reader.indexOf(0, Math.min(reader.remaining, MAX_VERSION_BYTES));
    return end > 0 ? { version: reader.latin1(end) } : null;
  },
  observe(message, observer) {
    observer.direction("response");
    const isMariaDb = message.version.toLowerCase().includes("mariadb");
    observer.service({ product: isMariaDb ? "MariaDB" : "MySQL", version: message.version });
  },
});
