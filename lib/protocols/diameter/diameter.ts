import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";
import { makerOfEnterprise } from "../framing/enterprises";

/** RFC 6733 §3: a header of twenty bytes, then attributes, each to a multiple of four. */
const VERSION = 1;
const HEADER_BYTES = 20;
const MAX_MESSAGE_BYTES = 65_536;
const FLAG = { request: 0x80, reserved: 0x0f } as const;
/** §4.1: flags of an attribute. */
const VENDOR = 0x80;
const ATTRIBUTE_RESERVED = 0x1f;
const MAX_ATTRIBUTES = 128;
const ATTRIBUTE = {
  vendorId: 266,
  firmwareRevision: 267,
  resultCode: 268,
  productName: 269,
  originHost: 264,
  sessionId: 263,
  routeRecord: 282,
} as const;
/** §3.2: what belongs at a message's front by the grammar of its command. */
const FIRST: readonly number[] = [ATTRIBUTE.sessionId, ATTRIBUTE.originHost, ATTRIBUTE.resultCode];
/** §5: exchanges of capabilities, watchdogs and farewells go between neighbours and are never handed on. */
const BETWEEN_NEIGHBOURS: readonly number[] = [257, 280, 282];

/** Of the sender, not of one whose message it hands on. */
interface OwnAttributes {
  readonly host: string | null;
  readonly product: string | null;
  readonly firmware: number | null;
  readonly enterprise: number | null;
  /** §6.1.9: whoever hands a request on writes down from whom it came. */
  readonly isHandedOn: boolean;
}

interface DiameterMessage {
  readonly isRequest: boolean;
  readonly isBetweenNeighbours: boolean;
  readonly own: OwnAttributes | null;
}

const peek24 = (reader: ByteReader, at: number) => (reader.peek(at) << 16) + reader.peek16(at + 1);

/** Peeks: 0 when the bytes are no header. */
function lengthOf(reader: ByteReader): number {
  const length = peek24(reader, 1);
  const isHeader = reader.peek(0) === VERSION && length % 4 === 0 && (reader.peek(4) & FLAG.reserved) === 0;
  return isHeader && length >= HEADER_BYTES + 8 && length <= MAX_MESSAGE_BYTES ? length : 0;
}

/** Peeks at the first attribute: it is one of those that stand first, without a vendor, and ends within the message. */
function beginsAsItsGrammarHas(reader: ByteReader, length: number): boolean {
  const code = reader.peek16(HEADER_BYTES) * 65_536 + reader.peek16(HEADER_BYTES + 2);
  const flags = reader.peek(HEADER_BYTES + 4);
  const bytes = peek24(reader, HEADER_BYTES + 5);
  return (
    FIRST.includes(code) && (flags & (VENDOR | ATTRIBUTE_RESERVED)) === 0 && bytes > 8 && bytes <= length - HEADER_BYTES
  );
}

function readOwn(message: ByteReader): OwnAttributes {
  const texts = new Map<number, string>();
  const numbers = new Map<number, number>();
  let isHandedOn = false;
  for (let i = 0; i < MAX_ATTRIBUTES && message.remaining >= 8; i += 1) {
    const code = message.u32();
    const flags = message.u8();
    const length = message.u24();
    if (length < 8) message.reject("attribute shorter than its header");
    const value = message.nested(length - 8);
    message.skip(Math.min((4 - (length % 4)) % 4, message.remaining));
    if ((flags & VENDOR) !== 0) continue;
    if (code === ATTRIBUTE.routeRecord) isHandedOn = true;
    if (code === ATTRIBUTE.originHost || code === ATTRIBUTE.productName) texts.set(code, value.utf8(value.length));
    if ((code === ATTRIBUTE.vendorId || code === ATTRIBUTE.firmwareRevision) && value.length === 4) {
      numbers.set(code, value.u32());
    }
  }
  return {
    host: texts.get(ATTRIBUTE.originHost) ?? null,
    product: texts.get(ATTRIBUTE.productName) ?? null,
    firmware: numbers.get(ATTRIBUTE.firmwareRevision) ?? null,
    enterprise: numbers.get(ATTRIBUTE.vendorId) ?? null,
    isHandedOn,
  };
}

/** Logins and accounts of mobile and access networks: neighbours tell each other what they are, once, at the start. */
export const diameter = defineDecoder<DiameterMessage>({
  name: "diameter",
  title: "Diameter",
  standard: "RFC 6733",
  family: "network",
  carriers: [
    { layer: "tcp", ports: [3868] },
    { layer: "sctp", ports: [3868] },
  ],
  security: "cleartext",
  messagesPerFlow: 16,
  elsewhere: { tcp: { firstBytes: [VERSION], fewestBytes: 28 } },
  probe(reader) {
    const length = lengthOf(reader);
    if (length === 0) return "no";
    return beginsAsItsGrammarHas(reader, length) ? "certain" : "maybe";
  },
  frame(reader) {
    if (reader.remaining < HEADER_BYTES) return reader.peek(0) === VERSION ? 0 : -1;
    return lengthOf(reader) || -1;
  },
  read(reader) {
    reader.skip(1);
    const length = reader.u24();
    if (length < HEADER_BYTES) reader.reject("message shorter than its header");
    const message = reader.nested(length - 4);
    const isRequest = (message.u8() & FLAG.request) !== 0;
    const command = message.u24();
    message.skip(12);
    const isBetweenNeighbours = BETWEEN_NEIGHBOURS.includes(command);
    return { isRequest, isBetweenNeighbours, own: isBetweenNeighbours || isRequest ? readOwn(message) : null };
  },
  observe({ isRequest, isBetweenNeighbours, own }, observer) {
    // A watchdog is asked by either side: only other requests would tell who serves, and they go both ways as well.
    if (!isBetweenNeighbours) observer.direction(isRequest ? "request" : "response");
    if (own?.host && !own.isHandedOn) observer.identity("name", own.host);
    if (!own || !isBetweenNeighbours) return;
    const vendor = own.enterprise ? makerOfEnterprise(own.enterprise) : null;
    if (vendor) observer.identity("vendor", vendor, { inferred: true });
    // §5.3.4 and §5.3.7: of a computer, they may be those of its Diameter program.
    if (own.product) observer.identity("model", own.product, { inferred: true });
    if (own.firmware) observer.identity("firmware", String(own.firmware), { inferred: true });
  },
});
