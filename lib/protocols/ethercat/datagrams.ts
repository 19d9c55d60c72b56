import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import type { MessageContext } from "../define-decoder";
import { canopenRevision, canopenVendor, hasCanopenSerial, hex32 } from "../framing/canopen-vendors";
import { readMailbox } from "./mailbox";
import type { SlaveStatement } from "./slave-statement";

/** IEC 61158-4-12 clause 5.4: commands that name one slave by its configured station address. */
const READ_BY_STATION = 4;
const WRITE_BY_STATION = 5;
const WRITE_BY_POSITION = 2;
const WRITE_TO_ALL = 8;
/** ETG.1000.4 §6: registers. */
const STATE_CONTROL = 0x0120;
const SII_CONTROL = 0x0502;
const SII_DATA = 0x0508;
const SII_BUSY = 0x8000;
const SII_ERRORS = 0x6000;
const SII_READ = 0x0100;
const SII_WRITE = 0x0200;
/** Process memory, where the mailboxes lie, begins here. */
const FIRST_MEMORY = 0x1000;
const MAILBOX_HEADER_BYTES = 6;
const COUNTER_BYTES = 2;
const MAX_DATAGRAMS = 64;
/** ETG.2010 table 2: words of the slave information. */
const SII_WORD = { vendorId: 0x08, productCode: 0x0a, revision: 0x0c, serial: 0x0e } as const;
const MAX_PENDING = 64;
/** Of a datagram's length field: another datagram follows. */
const HAS_MORE = 0x8000;

export interface DatagramsRead {
  readonly operations: readonly Operation[];
  readonly statements: readonly SlaveStatement[];
}

/** What the flow knows of the information interfaces of its slaves, by station. Bounded. */
class SlaveInformation {
  /** The word that the master asked for last. */
  readonly asked = new Map<number, number>();
  readonly vendors = new Map<number, number>();

  remember(map: Map<number, number>, station: number, value: number): void {
    if (map.size < MAX_PENDING || map.has(station)) map.set(station, value);
  }
}

function informationOf(context: MessageContext): SlaveInformation {
  if (context.state instanceof SlaveInformation) return context.state;
  const known = new SlaveInformation();
  context.state = known;
  return known;
}

/** Beckhoff's product codes: the number of the type above, its family below (as in the maker's device descriptions). */
const BECKHOFF = 2;
const BECKHOFF_FAMILIES: ReadonlyMap<number, string> = new Map([
  [0x2c52, "EK"],
  [0x3052, "EL"],
  [0x6012, "AX"],
]);

function beckhoffModel(productCode: number): string | null {
  const family = BECKHOFF_FAMILIES.get(productCode & 0xffff);
  const number = productCode >>> 16;
  return family && number >= 1000 && number < 10_000 ? `${family}${number}` : null;
}

function readWord(station: number, word: number, value: number, known: SlaveInformation): SlaveStatement[] {
  const say = (field: SlaveStatement["field"], text: string, source = "sii", inferred = false): SlaveStatement[] => [
    { station, field, value: text, inferred, source },
  ];
  switch (word) {
    case SII_WORD.vendorId: {
      known.remember(known.vendors, station, value);
      const vendor = canopenVendor(value);
      // The slave's memory holds a number; that it is this maker's name is looked up.
      return vendor ? say("vendor", vendor, "sii", true) : [];
    }
    case SII_WORD.productCode: {
      if (value === 0) return [];
      const model = known.vendors.get(station) === BECKHOFF ? beckhoffModel(value) : null;
      return [...say("instance", hex32(value), "product-code"), ...(model ? say("model", model, "sii", true) : [])];
    }
    case SII_WORD.revision:
      return value === 0 ? [] : say("firmware", canopenRevision(value), "sii", true);
    case SII_WORD.serial:
      return hasCanopenSerial(value) ? say("serial", String(value)) : [];
    default:
      return [];
  }
}

/** Four or eight bytes of slave information, from the word at which reading began. */
function readSiiData(station: number, word: number, data: ByteReader, context: MessageContext): SlaveStatement[] {
  const known = informationOf(context);
  const said: SlaveStatement[] = [];
  for (let at = word; data.remaining >= 4 && at < word + 4; at += 2) {
    said.push(...readWord(station, at, data.u32le(), known));
  }
  return said;
}

/** A slave's answer to a read of its registers or its memory. */
function readAnswer(
  station: number,
  offset: number,
  data: ByteReader,
  context: MessageContext,
  into: SlaveStatement[],
): void {
  if (offset === SII_CONTROL && data.remaining >= 10) {
    const status = data.u16le();
    if ((status & (SII_BUSY | SII_ERRORS)) === 0)
      into.push(...readSiiData(station, data.u32le() & 0xffff, data, context));
  } else if (offset === SII_DATA && data.remaining >= 4) {
    const { asked } = informationOf(context);
    const word = asked.get(station);
    asked.delete(station);
    if (word !== undefined) into.push(...readSiiData(station, word, data, context));
  } else if (offset >= FIRST_MEMORY && data.remaining > MAILBOX_HEADER_BYTES) {
    const mailbox = readMailbox(data, station);
    if (mailbox?.side === "response" && mailbox.statement) into.push(mailbox.statement);
  }
}

/** Remembers which word a slave's information interface is to read next. */
function rememberAsked(station: number, data: ByteReader, context: MessageContext): void {
  if (data.remaining < 4 || (data.u16le() & SII_READ) === 0) return;
  const known = informationOf(context);
  known.remember(known.asked, station, data.u16le());
}

/** What a master's write does; only mailboxes, states and the slave information are told from process data. */
function writeOf(command: number, station: number, offset: number, data: ByteReader): Operation | null {
  if (offset === STATE_CONTROL) return "control";
  if (command === WRITE_TO_ALL) return null;
  if (offset === SII_CONTROL && data.remaining >= 4) {
    const control = data.u16le();
    if ((control & SII_WRITE) !== 0) return "firmware";
    return (control & SII_READ) !== 0 ? "diagnose" : null;
  }
  if (offset < FIRST_MEMORY || data.remaining <= MAILBOX_HEADER_BYTES) return null;
  const mailbox = readMailbox(data, station);
  return mailbox && mailbox.side !== "response" ? mailbox.operation : null;
}

const WRITES: readonly number[] = [WRITE_BY_POSITION, WRITE_BY_STATION, WRITE_TO_ALL];

/**
 * All datagrams of a frame. A working counter of 0 is the master's question on its way out; the same frame comes back,
 * from another MAC, with what the slaves did counted in it. So questions count once, answers are believed only when
 * counted, and what was asked is remembered on both ways, each a flow of its own.
 */
export function readDatagrams(reader: ByteReader, context: MessageContext): DatagramsRead {
  const operations: Operation[] = [];
  const statements: SlaveStatement[] = [];
  for (let count = 0; count < MAX_DATAGRAMS; count += 1) {
    const command = reader.u8();
    const station = reader.skip(1).u16le();
    const offset = reader.u16le();
    const flags = reader.u16le();
    const length = flags & 0x7ff;
    const at = reader.skip(2).offset;
    const counter = reader.skip(length).u16le();
    const end = at + length + COUNTER_BYTES;
    const data = () => reader.seek(at).nested(length);
    if (counter === 0 && WRITES.includes(command)) {
      const operation = writeOf(command, station, offset, data());
      if (operation) operations.push(operation);
    }
    if (command === WRITE_BY_STATION && offset === SII_CONTROL) rememberAsked(station, data(), context);
    if (command === READ_BY_STATION && counter === 1) readAnswer(station, offset, data(), context, statements);
    reader.seek(end);
    if ((flags & HAS_MORE) === 0) break;
  }
  return { operations, statements };
}
