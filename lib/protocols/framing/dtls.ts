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
const CLIENT_HELLO = 1;
const CERTIFICATE = 11;
/** The first certificate of a chain names the sender; what is longer than this is not waited for. */
const MAX_MESSAGE_BYTES = 8_192;
/** Pieces of one message that may wait for those before them. */
const MAX_AHEAD = 16;

/** A message of which more is to come, for each sender. */
interface Begun {
  readonly sequence: number;
  readonly type: number;
  readonly length: number;
  /** From its start on, without a gap. */
  readonly bytes: Uint8Array;
  /** Pieces that came before those which belong in front of them. */
  readonly ahead: readonly Piece[];
}

interface Piece {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** What a flow keeps between datagrams. */
export interface DtlsMemory {
  readonly begun: [Begun | null, Begun | null];
  /** Number of the message that was put together last: what comes of it later is passed over. */
  readonly done: [number, number];
  /** The client named the server that it wants. */
  isNamed: boolean;
}

export const newDtlsMemory = (): DtlsMemory => ({ begun: [null, null], done: [-1, -1], isNamed: false });

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
  // A client that says hello begins anew, and so do the numbers of the messages.
  if (type === CLIENT_HELLO) memory.done.fill(-1);
  // A message that is whole leaves one that is under way alone: datagrams come twice, and in another order.
  if (bytes.length === length) return readHandshakeMessage(type, new ByteReader(bytes), true);
  if (memory.done[side] === sequence) return null;
  const begun = memory.begun[side];
  const isNext = begun?.sequence === sequence && begun.type === type && begun.length === length;
  const before = isNext ? begun : { sequence, type, length, bytes: new Uint8Array(0), ahead: [] };
  const joined = join(before, { offset, bytes });
  const isEnough = joined.bytes.length === length || (type === CERTIFICATE && holdsFirstCertificate(joined.bytes));
  memory.begun[side] = isEnough ? null : joined;
  if (!isEnough) return null;
  memory.done[side] = sequence;
  return readHandshakeMessage(type, new ByteReader(joined.bytes), true);
}

/** The message with one piece more, and those that were waiting for it. Pieces that were sent again may overlap. */
function join(before: Begun, { offset, bytes }: Piece): Begun {
  if (offset > before.bytes.length) {
    const isKnown = before.ahead.some((it) => it.offset === offset && it.bytes.length >= bytes.length);
    const waiting = before.ahead.reduce((sum, it) => sum + it.bytes.length, bytes.length);
    if (isKnown || before.ahead.length >= MAX_AHEAD || waiting > MAX_MESSAGE_BYTES) return before;
    const ahead = [...before.ahead, { offset, bytes: bytes.slice() }];
    return { ...before, ahead: ahead.sort((a, b) => a.offset - b.offset) };
  }
  const end = offset + bytes.length;
  if (end <= before.bytes.length) return before;
  const joined = new Uint8Array(end);
  joined.set(before.bytes.subarray(0, offset));
  joined.set(bytes, offset);
  const [next, ...ahead] = before.ahead;
  const longer = { ...before, bytes: joined };
  return next && next.offset <= end ? join({ ...longer, ahead }, next) : longer;
}

/** Lengths of the chain and of its first certificate, and that one whole. */
function holdsFirstCertificate(bytes: Uint8Array): boolean {
  if (bytes.length < 6) return false;
  return bytes.length >= 6 + new ByteReader(bytes, 3).u24();
}
