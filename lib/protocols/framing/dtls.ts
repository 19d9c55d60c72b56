import { ByteReader } from "../byte-reader";
import { joinHandshakes, readHandshakeMessage, type TlsHandshake } from "./tls-handshake";

/** DTLS up to 1.2 (RFC 6347), and the hello of 1.3 (RFC 9147): records in datagrams, messages in pieces over several. */

const HANDSHAKE = 22;
const CONTENT = { first: 20, last: 25 } as const;
const MAJOR_VERSION = 0xfe;
const LOWEST_MINOR = 0xfc;
const RECORD_HEADER = 13;
const MESSAGE_HEADER = 12;
const MAX_RECORDS = 32;
/** The message with which a server asks for the hello once more says nothing; of the others these do. */
const TELLING: readonly number[] = [1, 2, 11];
const CERTIFICATE = 11;
/** The first certificate of a chain names the sender; what is longer than this is not waited for. */
const MAX_MESSAGE_BYTES = 8_192;

/** The beginning of a message of which more is to come, for each sender. */
interface Begun {
  readonly sequence: number;
  readonly type: number;
  readonly length: number;
  readonly bytes: Uint8Array;
}

/** What a flow keeps between datagrams. */
export interface DtlsMemory {
  readonly begun: [Begun | null, Begun | null];
  /** The client named the server that it wants. */
  isNamed: boolean;
}

export const newDtlsMemory = (): DtlsMemory => ({ begun: [null, null], isNamed: false });

/** Whether the bytes are DTLS records without a gap, from `ahead` bytes behind the cursor on. Peeks only. */
export function isDtls(reader: ByteReader, ahead: number, isCut: boolean): boolean {
  let at = ahead;
  for (let records = 0; records < MAX_RECORDS && at < reader.remaining; records += 1) {
    const content = reader.peek(at);
    if (content < CONTENT.first || content > CONTENT.last || reader.peek(at + 1) !== MAJOR_VERSION) return false;
    if (reader.peek(at + 2) < LOWEST_MINOR) return false;
    const length = reader.peek16(at + 11);
    if (length <= 0) return false;
    at += RECORD_HEADER + length;
  }
  return at > ahead && (at === reader.remaining || isCut);
}

/** Reads the handshake of one datagram; `side` tells whose beginnings are gone on with. */
export function readDtls(reader: ByteReader, memory: DtlsMemory, side: 0 | 1): TlsHandshake | null {
  let all: TlsHandshake | null = null;
  for (let records = 0; records < MAX_RECORDS && reader.remaining >= RECORD_HEADER; records += 1) {
    const content = reader.u8();
    const epoch = reader.skip(2).u16();
    const record = reader.skip(6).nested(reader.u16());
    // From the first change of keys on, handshake records are ciphertext.
    if (content !== HANDSHAKE || epoch !== 0) continue;
    while (record.remaining >= MESSAGE_HEADER) all = joinHandshakes(all, readPiece(record, memory, side));
  }
  return all;
}

/** One message, or one piece of it (RFC 6347 §4.2.2 and §4.2.3). */
function readPiece(record: ByteReader, memory: DtlsMemory, side: 0 | 1): TlsHandshake | null {
  const type = record.u8();
  const length = record.u24();
  const sequence = record.u16();
  const offset = record.u24();
  const bytes = record.view(record.u24());
  const pieceEnd = offset + bytes.length;
  if (!TELLING.includes(type) || pieceEnd > length || pieceEnd > MAX_MESSAGE_BYTES) return null;
  const begun = memory.begun[side];
  const isNext = begun?.sequence === sequence && begun.type === type && begun.length === length;
  const before = isNext ? begun.bytes : new Uint8Array(0);
  // Pieces that were sent again overlap; one that comes too early is waited for in vain.
  if (offset > before.length || pieceEnd <= before.length) return null;
  const joined = new Uint8Array(pieceEnd);
  joined.set(before.subarray(0, offset));
  joined.set(bytes, offset);
  const isEnough = joined.length === length || (type === CERTIFICATE && holdsFirstCertificate(joined));
  memory.begun[side] = isEnough ? null : { sequence, type, length, bytes: joined };
  return isEnough ? readHandshakeMessage(type, new ByteReader(joined), true) : null;
}

/** Lengths of the chain and of its first certificate, and that one whole. */
function holdsFirstCertificate(bytes: Uint8Array): boolean {
  if (bytes.length < 6) return false;
  return bytes.length >= 6 + new ByteReader(bytes, 3).u24();
}
