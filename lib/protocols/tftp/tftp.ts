import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";

/** RFC 1350 §5: a request's opcode; then the file's name and the mode, each ended by a zero. */
const READ_REQUEST = 1;
const WRITE_REQUEST = 2;
const MODES: readonly string[] = ["netascii", "octet", "mail"];
const NAME_AT = 2;
const MAX_NAME_BYTES = 512;
const MAX_MODE_BYTES = 9;

function isMode(reader: ByteReader, at: number): boolean {
  const length = reader.indexOf(0, at + MAX_MODE_BYTES, at) - at;
  if (length <= 0) return false;
  const word = Array.from({ length }, (_, i) => String.fromCharCode(reader.peek(at + i))).join("");
  return MODES.includes(word.toLowerCase());
}

/**
 * Only the two requests: what follows runs between two fresh ports, and its four bytes of header are told apart from
 * nothing.
 */
export const tftp = defineDecoder<{ readonly opcode: number }>({
  name: "tftp",
  title: "TFTP",
  standard: "RFC 1350",
  family: "it",
  carriers: [{ layer: "udp", ports: [69] }],
  security: "unauthenticated",
  messagesPerFlow: 4,
  elsewhere: { udp: { firstBytes: [0x00], fewestBytes: 9 } },
  probe(reader) {
    const opcode = reader.peek16(0);
    if (opcode !== READ_REQUEST && opcode !== WRITE_REQUEST) return "no";
    for (let at = NAME_AT; at < NAME_AT + MAX_NAME_BYTES; at += 1) {
      const byte = reader.peek(at);
      if (byte === 0) return at > NAME_AT && isMode(reader, at + 1) ? "certain" : "no";
      if (byte < 0x20) return "no";
    }
    return "no";
  },
  read: (reader) => ({ opcode: reader.u16() }),
  observe(_request, observer) {
    observer.direction("request");
  },
});
