import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";

/** RFC 8907 §4.1 */
const HEADER_BYTES = 12;
const VERSIONS: readonly number[] = [0xc0, 0xc1];
const AUTHENTICATION = 1;
const ACCOUNTING = 3;
const FLAG = { unencrypted: 0x01, singleConnection: 0x04 } as const;
const KNOWN_FLAGS = FLAG.unencrypted | FLAG.singleConnection;
/** Bodies are a few hundred bytes; the field itself would allow four gigabytes. */
const MAX_BODY_BYTES = 65_535;

function bodyLength(reader: ByteReader): number {
  return reader.peek16(8) * 65_536 + reader.peek16(10);
}

function isHeader(reader: ByteReader): boolean {
  const type = reader.peek(1);
  const isKnown = VERSIONS.includes(reader.peek(0)) && type >= AUTHENTICATION && type <= ACCOUNTING;
  return isKnown && reader.peek(2) >= 1 && (reader.peek(3) & ~KNOWN_FLAGS) === 0;
}

/** Only the header is read: users' names and passwords stand in the body, scrambled or, in a test's setup, in clear. */
export const tacacs = defineDecoder<{ readonly isRequest: boolean; readonly isClear: boolean }>({
  name: "tacacs",
  title: "TACACS+",
  standard: "RFC 8907",
  family: "network",
  carriers: [{ layer: "tcp", ports: [49] }],
  security: "mixed",
  messagesPerFlow: 8,
  elsewhere: { tcp: { firstBytes: [0xc0, 0xc1], fewestBytes: 13 } },
  probe(reader) {
    if (!isHeader(reader) || reader.remaining <= HEADER_BYTES) return "no";
    const length = bodyLength(reader);
    if (length < 5 || length > MAX_BODY_BYTES) return "no";
    // A session begins with 1 and its first packet fills a segment: what is further on could be anything.
    const isFirst = reader.peek(2) <= 2 && length === reader.remaining - HEADER_BYTES;
    return isFirst ? "certain" : "maybe";
  },
  frame(reader) {
    if (reader.remaining < HEADER_BYTES) return 0;
    return isHeader(reader) && bodyLength(reader) <= MAX_BODY_BYTES ? HEADER_BYTES + bodyLength(reader) : -1;
  },
  read(reader) {
    const type = reader.skip(1).u8();
    // §4.3: the client's packets have odd numbers.
    const isRequest = reader.u8() % 2 === 1;
    const isClear = type === AUTHENTICATION && (reader.u8() & FLAG.unencrypted) !== 0;
    return { isRequest, isClear };
  },
  observe(message, observer) {
    observer.direction(message.isRequest ? "request" : "response");
    if (message.isClear) observer.service({ flag: "cleartext-login" });
  },
});
