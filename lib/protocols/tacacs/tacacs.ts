import { defineDecoder } from "../define-decoder";

/** RFC 8907 §4.1: versions, type, sequence number, flags, session, length. */
const HEADER_BYTES = 12;
const MAJOR_VERSION = 0xc;
const MAX_MINOR = 1;
const MAX_TYPE = 3;
const UNENCRYPTED = 0x01;
const MAX_LENGTH = 65_536;

interface TacacsPacket {
  readonly sequence: number;
  readonly isUnencrypted: boolean;
}

export const tacacs = defineDecoder<TacacsPacket>({
  name: "tacacs",
  title: "TACACS+",
  standard: "RFC 8907",
  family: "network",
  carriers: [{ layer: "tcp", ports: [49] }],
  security: "mixed",
  messagesPerFlow: 4,
  probe(reader) {
    const version = reader.peek(0);
    const isHead = version >> 4 === MAJOR_VERSION && (version & 0xf) <= MAX_MINOR && reader.peek(1) >= 1;
    if (!isHead || reader.peek(1) > MAX_TYPE || (reader.peek(3) & ~5) !== 0 || reader.peek(2) < 1) return "no";
    const length = reader.peek16(8) * 65_536 + reader.peek16(10);
    return length > 0 && reader.remaining === HEADER_BYTES + length ? "certain" : "maybe";
  },
  frame(reader) {
    if (reader.remaining < HEADER_BYTES) return 0;
    const length = reader.peek16(8) * 65_536 + reader.peek16(10);
    return reader.peek(0) >> 4 === MAJOR_VERSION && length <= MAX_LENGTH ? HEADER_BYTES + length : -1;
  },
  read(reader) {
    const sequence = reader.skip(2).u8();
    return { sequence, isUnencrypted: (reader.u8() & UNENCRYPTED) !== 0 };
  },
  observe({ sequence, isUnencrypted }, observer) {
    // §4.1: clients send odd numbers, servers even ones.
    observer.direction(sequence % 2 === 1 ? "request" : "response");
    if (isUnencrypted) observer.service({ flag: "cleartext-login" });
  },
});
