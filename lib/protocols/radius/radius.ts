import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";

/** RFC 2865 §4, RFC 2866 §4 */
const REQUESTS = [1, 4];
const ANSWERS = [2, 3, 5, 11];
const NAS_IDENTIFIER = 32;

/** Peeks: the attributes follow one another to the end of the message. */
function attributesFit(reader: ByteReader, length: number): boolean {
  let at = 20;
  while (at < length) {
    const size = reader.peek(at + 1);
    if (size < 2) return false;
    at += size;
  }
  return at === length;
}

export const radius = defineDecoder<{ readonly isRequest: boolean; readonly nasIdentifier: string | null }>({
  name: "radius",
  title: "RADIUS",
  standard: "RFC 2865, RFC 2866",
  family: "network",
  carriers: [{ layer: "udp", ports: [1812, 1813, 1645, 1646] }],
  security: "mixed",
  messagesPerFlow: 16,
  elsewhere: { udp: { firstBytes: [[0x01, 0x05], 0x0b], fewestBytes: 22 } },
  probe(reader) {
    const code = reader.peek(0);
    if (!REQUESTS.includes(code) && !ANSWERS.includes(code)) return "no";
    const length = reader.peek16(2);
    return length >= 22 && length === reader.remaining && attributesFit(reader, length) ? "certain" : "no";
  },
  read(reader) {
    const isRequest = REQUESTS.includes(reader.u8());
    reader.seek(20);
    let nasIdentifier: string | null = null;
    while (reader.remaining >= 2) {
      const type = reader.u8();
      const value = reader.nested(reader.u8() - 2);
      if (type === NAS_IDENTIFIER) nasIdentifier = value.utf8(value.length);
    }
    return { isRequest, nasIdentifier };
  },
  observe(message, observer) {
    observer.direction(message.isRequest ? "request" : "response");
    // A request comes from the access server that names itself in it (RFC 2865 §5.32).
    if (message.isRequest && message.nasIdentifier) observer.identity("name", message.nasIdentifier);
  },
});
