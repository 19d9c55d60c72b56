import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";

/** RFC 8489 §5: message type, length behind the header, magic cookie, transaction id. */
const COOKIE_HIGH = 0x2112;
const COOKIE_LOW = 0xa442;
const HEADER_BYTES = 20;
const LENGTH_AT = 2;
/** The two bits of the type that say who speaks (§5): 0 request, 1 indication, 2 success, 3 error. */
const CLASS_BITS = 0x0110;
const INDICATION = 0x0010;
/** §14.14: what the software that sends this is called. */
const SOFTWARE = 0x8022;

const hasCookie = (reader: ByteReader) => reader.peek16(4) === COOKIE_HIGH && reader.peek16(6) === COOKIE_LOW;
/** Two zero bits, and no method above 127 is in use (IANA, STUN methods). */
const isType = (type: number) => type >= 0 && type >>> 9 === 0;

interface StunMessage {
  readonly messageClass: number;
  readonly software: string | null;
}

export const stun = defineDecoder<StunMessage>({
  name: "stun",
  title: "STUN and TURN",
  standard: "RFC 8489, RFC 8656",
  family: "it",
  carriers: [
    { layer: "udp", ports: [3478, 3479, 19302] },
    { layer: "tcp", ports: [3478] },
  ],
  security: "mixed",
  messagesPerFlow: 4,
  elsewhere: { tcp: { firstBytes: [0x00, 0x01], fewestBytes: 20 }, udp: { firstBytes: [0x00, 0x01], fewestBytes: 20 } },
  probe(reader, context) {
    const length = reader.peek16(LENGTH_AT);
    const isHeader = reader.remaining >= HEADER_BYTES && isType(reader.peek16(0)) && hasCookie(reader);
    if (!isHeader || length % 4 !== 0) return "no";
    // A datagram holds one message; a stream, what has come so far.
    return context.layer === "tcp" || context.isCut || reader.remaining === HEADER_BYTES + length ? "certain" : "no";
  },
  frame(reader) {
    if (reader.remaining < HEADER_BYTES) return 0;
    return isType(reader.peek16(0)) && hasCookie(reader) ? HEADER_BYTES + reader.peek16(LENGTH_AT) : -1;
  },
  read(reader) {
    const messageClass = reader.u16() & CLASS_BITS;
    const attributes = reader.seek(HEADER_BYTES);
    let software: string | null = null;
    while (attributes.remaining >= 4) {
      const type = attributes.u16();
      const length = attributes.u16();
      const value = attributes.nested(length);
      if (type === SOFTWARE) software = value.utf8(length);
      attributes.skip(Math.min((4 - (length % 4)) % 4, attributes.remaining));
    }
    return { messageClass, software };
  },
  observe({ messageClass, software }, observer) {
    if (messageClass === INDICATION) return;
    const isRequest = messageClass === 0;
    observer.direction(isRequest ? "request" : "response");
    if (software && !isRequest) observer.service({ product: software });
  },
});
