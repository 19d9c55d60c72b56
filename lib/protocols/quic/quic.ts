import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";

/** RFC 9000 §17.2 long header; versions 1, 2 (RFC 9369), the drafts and what came before. The rest is encrypted, names included. */
const VERSION_TEXT: ReadonlyMap<number, string> = new Map([
  [0x00000001, "1"],
  [0x6b3343cf, "2"],
]);
const DRAFT_PREFIX = 0xff0000;
/** Versions from before the standard: Google's ("Q046", "T051", two digits and a letter) and Facebook's. */
const GOOGLE_LETTERS: readonly number[] = [0x51, 0x54];
const FACEBOOK_PREFIX = 0xfaceb0;
/** Google's header up to Q043: flags, connection id of eight bytes, version. */
const OLD_FLAGS = 0x09;
const OLD_FLAG_BITS = 0x0b;
const OLD_VERSION_AT = 9;
const OLD_FIRST_BYTES: readonly number[] = [0x09, 0x0d, 0x19, 0x1d, 0x29, 0x2d, 0x39, 0x3d];
const MAX_CONNECTION_ID = 20;

const isDigit = (byte: number) => byte >= 0x30 && byte <= 0x39;

/** Peeks: "Q", or "T", a zero and two more digits. */
function isGoogleVersion(reader: ByteReader, at: number): boolean {
  const isLetter = GOOGLE_LETTERS.includes(reader.peek(at)) && reader.peek(at + 1) === 0x30;
  return isLetter && isDigit(reader.peek(at + 2)) && isDigit(reader.peek(at + 3));
}

const isOldGoogle = (reader: ByteReader) =>
  (reader.peek(0) & OLD_FLAG_BITS) === OLD_FLAGS &&
  (reader.peek(0) & 0xc0) === 0 &&
  isGoogleVersion(reader, OLD_VERSION_AT);

export const quic = defineDecoder<{ readonly version: string | null }>({
  name: "quic",
  title: "QUIC",
  standard: "RFC 9000",
  family: "it",
  carriers: [{ layer: "udp", ports: [443] }],
  security: "encrypted",
  messagesPerFlow: 1,
  elsewhere: { udp: { firstBytes: [...OLD_FIRST_BYTES, [0xc0, 0xff]], fewestBytes: 64 } },
  probe(reader) {
    if (reader.peek(0) < 0) return "no";
    if ((reader.peek(0) & 0xc0) !== 0xc0) return isOldGoogle(reader) && reader.remaining >= 64 ? "certain" : "no";
    if (isGoogleVersion(reader, 1)) return reader.remaining >= 64 ? "certain" : "no";
    const version = reader.peek16(1) * 65_536 + reader.peek16(3);
    const isDraft = version >>> 8 === DRAFT_PREFIX || version >>> 8 === FACEBOOK_PREFIX;
    if (!VERSION_TEXT.has(version) && !isDraft) return "no";
    return reader.peek(5) <= MAX_CONNECTION_ID && reader.peek(5) >= 0 && reader.remaining >= 64 ? "certain" : "no";
  },
  read: (reader) => ({ version: VERSION_TEXT.get(reader.skip(1).u32()) ?? null }),
  observe(message, observer) {
    if (message.version) observer.service({ version: message.version });
  },
});
