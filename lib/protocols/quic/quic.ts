import { defineDecoder } from "../define-decoder";

/** RFC 9000 §17.2 long header; versions 1, 2 (RFC 9369) and the drafts. The rest is encrypted, names included. */
const VERSION_TEXT: ReadonlyMap<number, string> = new Map([
  [0x00000001, "1"],
  [0x6b3343cf, "2"],
]);
const DRAFT_PREFIX = 0xff0000;
const MAX_CONNECTION_ID = 20;

export const quic = defineDecoder<{ readonly version: string | null }>({
  name: "quic",
  title: "QUIC",
  standard: "RFC 9000",
  family: "it",
  carriers: [{ layer: "udp", ports: [443] }],
  security: "encrypted",
  messagesPerFlow: 1,
  elsewhere: { udp: { firstBytes: [[0xc0, 0xff]], fewestBytes: 64 } },
  probe(reader) {
    if ((reader.peek(0) & 0xc0) !== 0xc0 || reader.peek(0) < 0) return "no";
    const version = reader.peek16(1) * 65_536 + reader.peek16(3);
    if (!VERSION_TEXT.has(version) && version >>> 8 !== DRAFT_PREFIX) return "no";
    return reader.peek(5) <= MAX_CONNECTION_ID && reader.peek(5) >= 0 && reader.remaining >= 64 ? "certain" : "no";
  },
  read: (reader) => ({ version: VERSION_TEXT.get(reader.skip(1).u32()) ?? null }),
  observe(message, observer) {
    if (message.version) observer.service({ version: message.version });
  },
});
