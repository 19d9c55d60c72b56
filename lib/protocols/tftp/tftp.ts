import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";

/** RFC 1350 §5: a request's opcode; then the file's name and the mode, each ended by a zero. */
const READ_REQUEST = 1;
const WRITE_REQUEST = 2;
const MODES: readonly string[] = ["netascii", "octet", "mail"];
const NAME_AT = 2;
const MAX_NAME_BYTES = 512;
const MAX_MODE_BYTES = 9;
/** Of the answers, between two fresh ports (§4). */
const OPCODE = { data: 3, acknowledgement: 4, error: 5, optionAcknowledgement: 6 } as const;
const HEADER_BYTES = 4;
const LAST_ERROR_CODE = 8;

function isMode(reader: ByteReader, at: number): boolean {
  const length = reader.indexOf(0, at + MAX_MODE_BYTES, at) - at;
  if (length <= 0) return false;
  const word = Array.from({ length }, (_, i) => String.fromCharCode(reader.peek(at + i))).join("");
  return MODES.includes(word.toLowerCase());
}

/** Four bytes of header are told apart from little: these count where a request announced them. */
function isAnswer(reader: ByteReader, opcode: number): boolean {
  const { remaining } = reader;
  switch (opcode) {
    case OPCODE.data:
      return remaining >= HEADER_BYTES;
    case OPCODE.acknowledgement:
      return remaining === HEADER_BYTES;
    case OPCODE.error:
      return reader.peek16(2) <= LAST_ERROR_CODE && remaining > HEADER_BYTES && reader.peek(remaining - 1) === 0;
    case OPCODE.optionAcknowledgement:
      return remaining > HEADER_BYTES && reader.peek(remaining - 1) === 0;
    default:
      return false;
  }
}

const isRequest = (opcode: number) => opcode === READ_REQUEST || opcode === WRITE_REQUEST;

/** A request to the known port; the file goes between the port that asked and a fresh one (§4). */
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
    if (!isRequest(opcode)) return isAnswer(reader, opcode) ? "maybe" : "no";
    for (let at = NAME_AT; at < NAME_AT + MAX_NAME_BYTES; at += 1) {
      const byte = reader.peek(at);
      if (byte === 0) return at > NAME_AT && isMode(reader, at + 1) ? "certain" : "no";
      if (byte < 0x20) return "no";
    }
    return "no";
  },
  read: (reader) => ({ opcode: reader.u16() }),
  observe({ opcode }, observer, { senderIp, senderPort }) {
    if (!isRequest(opcode)) return;
    observer.direction("request");
    if (senderIp === null || senderPort === null) return;
    observer.announce({ layer: "udp", ip: senderIp, port: senderPort, protocol: "tftp", role: "client" });
  },
});
