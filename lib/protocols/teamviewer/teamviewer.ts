import { defineDecoder, NEVER_CERTAIN } from "../define-decoder";

/** First bytes of every message: 0x1724 in the older protocol, 0x1130 in the newer; TeamViewer publishes no format. */
const MAGIC = 0x1724;
const NEW_MAGIC = 0x1130;
/** In UDP the magic stands behind 11 bytes of session header. */
const UDP_MAGIC_OFFSET = 11;

/** Recognition only: the content is encrypted. */
export const teamviewer = defineDecoder<{ readonly magic: number }>({
  name: "teamviewer",
  title: "TeamViewer",
  standard: "TeamViewer protocol (unpublished), magic bytes as observed",
  family: "it",
  carriers: [
    { layer: "tcp", ports: [5938] },
    { layer: "udp", ports: [5938] },
  ],
  security: "encrypted",
  messagesPerFlow: 1,
  elsewhere: { tcp: NEVER_CERTAIN, udp: NEVER_CERTAIN },
  probe(reader, context) {
    if (context.layer === "udp") {
      return reader.peek(0) === 0 && reader.peek16(UDP_MAGIC_OFFSET) === MAGIC ? "maybe" : "no";
    }
    const magic = reader.peek16(0);
    return magic === MAGIC || magic === NEW_MAGIC ? "maybe" : "no";
  },
  frame: (reader) => reader.remaining,
  read: (reader) => ({ magic: reader.u16() }),
  observe(message, observer) {
    observer.service({ product: "TeamViewer", ...(message.magic === NEW_MAGIC ? { version: "11 or later" } : {}) });
  },
});
