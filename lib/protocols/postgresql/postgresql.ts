import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";

/** PostgreSQL documentation, "Frontend/Backend Protocol", message formats: requests without a type byte. */
const STARTUP_VERSION = 0x0003_0000;
const SSL_REQUEST = 80_877_103;
const GSS_REQUEST = 80_877_104;
const CANCEL_REQUEST = 80_877_102;
const UNTYPED_CODES: readonly number[] = [STARTUP_VERSION, SSL_REQUEST, GSS_REQUEST, CANCEL_REQUEST];
const MAX_STARTUP_BYTES = 10_000;
const MAX_MESSAGE_BYTES = 1_048_576;
/** Types of messages as their letters. */
const TYPE = { authentication: 0x52, parameterStatus: 0x53, notice: 0x4e, error: 0x45, password: 0x70 } as const;
const AUTHENTICATION = { ok: 0, clear: 3, last: 12 } as const;
const FIRST_LETTER = 0x31;
const LAST_LETTER = 0x7a;

interface PostgresqlMessage {
  readonly isRequest: boolean | null;
  readonly version: string | null;
  /** What the client calls its program. */
  readonly application: string | null;
  /** The server asks for the password itself. */
  readonly asksClearPassword: boolean;
}

const u32At = (reader: ByteReader, ahead: number) => reader.peek16(ahead) * 65_536 + reader.peek16(ahead + 2);
const isUntyped = (reader: ByteReader) => reader.peek(0) === 0 && UNTYPED_CODES.includes(u32At(reader, 4));

/** A server answers a request for TLS with one letter and no length ("S" or "N"). */
function isLoneLetter(reader: ByteReader): boolean {
  const first = reader.peek(0);
  const second = reader.peek(1);
  return (first === TYPE.parameterStatus || first === TYPE.notice) && (second < 0 || second > 0);
}

function readPairs(reader: ByteReader): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  for (let i = 0; i < 64; i += 1) {
    const name = readTerminated(reader);
    if (!name) break;
    const value = readTerminated(reader);
    if (value === null) break;
    pairs.set(name, value);
  }
  return pairs;
}

/** Text up to a NUL, which is passed over; null when there is none. */
function readTerminated(reader: ByteReader): string | null {
  const length = reader.indexOf(0);
  if (length < 0) return null;
  const text = reader.utf8(length);
  reader.skip(1);
  return text;
}

export const postgresql = defineDecoder<PostgresqlMessage>({
  name: "postgresql",
  title: "PostgreSQL",
  standard: "PostgreSQL Frontend/Backend Protocol 3.0",
  family: "it",
  carriers: [{ layer: "tcp", ports: [5432] }],
  security: "mixed",
  messagesPerFlow: 24,
  elsewhere: { tcp: { firstBytes: [0x00, 0x52], fewestBytes: 7 } },
  probe(reader) {
    const length = u32At(reader, 0);
    if (isUntyped(reader)) return length >= 8 && length <= MAX_STARTUP_BYTES ? "certain" : "no";
    if (reader.peek(0) === TYPE.authentication && u32At(reader, 5) <= AUTHENTICATION.last) {
      const size = u32At(reader, 1);
      return size >= 8 && size <= 2_048 && reader.peek16(5) === 0 ? "certain" : "no";
    }
    const isLetter = reader.peek(0) >= FIRST_LETTER && reader.peek(0) <= LAST_LETTER;
    return isLoneLetter(reader) || (isLetter && reader.peek16(1) === 0) ? "maybe" : "no";
  },
  frame(reader) {
    if (reader.remaining === 0) return 0;
    if (isLoneLetter(reader)) return 1;
    if (reader.remaining < 8 && reader.peek(0) === 0) return 0;
    if (isUntyped(reader)) return u32At(reader, 0) <= MAX_STARTUP_BYTES ? u32At(reader, 0) : -1;
    if (reader.remaining < 5) return 0;
    const length = 1 + u32At(reader, 1);
    const isLetter = reader.peek(0) >= FIRST_LETTER && reader.peek(0) <= LAST_LETTER;
    return isLetter && length >= 5 && length <= MAX_MESSAGE_BYTES ? length : -1;
  },
  read(reader) {
    const nothing = { isRequest: null, version: null, application: null, asksClearPassword: false };
    if (isUntyped(reader)) {
      const code = reader.skip(4).u32();
      const application = code === STARTUP_VERSION ? (readPairs(reader).get("application_name") ?? null) : null;
      return { ...nothing, isRequest: true, application };
    }
    if (reader.length < 5) return null;
    const type = reader.u8();
    reader.skip(4);
    if (type === TYPE.authentication) {
      return { ...nothing, isRequest: false, asksClearPassword: reader.u32() === AUTHENTICATION.clear };
    }
    if (type !== TYPE.parameterStatus) return null;
    return { ...nothing, isRequest: false, version: readPairs(reader).get("server_version") ?? null };
  },
  observe({ isRequest, version, application, asksClearPassword }, observer) {
    if (isRequest !== null) observer.direction(isRequest ? "request" : "response");
    if (version) observer.service({ product: "PostgreSQL", version });
    if (application) observer.identity("description", application, { protocol: "postgresql client" });
    if (asksClearPassword) observer.service({ flag: "cleartext-login" });
  },
});
