import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import { defineDecoder, GLANCE, type Glance, glanced, type MessageContext, NOT_GLANCED } from "../define-decoder";
import { type CipRequest, readCipRequest, SERVICE, serviceOperation } from "./cip-request";
import { type CipIdentity, observeIdentity, readIdentity } from "./identity-object";
import { type CipFact, readMemberAnswers, readObjectAnswer } from "./object-answer";
import {
  connectedKey,
  isOpenService,
  mayMatter,
  openQuestions,
  rememberConnection,
  rememberRequest,
  takeRequest,
} from "./pending-identity";

/** CIP Volume 2, table 2-3.2. */
const COMMAND = {
  listServices: 0x04,
  listIdentity: 0x63,
  listInterfaces: 0x64,
  registerSession: 0x65,
  unregisterSession: 0x66,
  sendRrData: 0x6f,
  sendUnitData: 0x70,
} as const;
const COMMANDS: readonly number[] = Object.values(COMMAND);
/** Volume 2, table 2-6.2: common packet format items. */
const ITEM = {
  identity: 0x0c,
  connectedAddress: 0xa1,
  connectedData: 0xb1,
  unconnectedData: 0xb2,
  sequencedAddress: 0x8002,
} as const;
const HEADER_BYTES = 24;
const RESPONSE = 0x80;
const IO_PORT = 2222;
/** ANSI extended symbol segment (Volume 1, C-1.4.5), and the services that name a tag by it. */
const SYMBOL = 0x91;
const TAG_SERVICES: readonly number[] = [0x4c, 0x4d, 0x4e, 0x52, 0x53];
const MAX_STATUS = 0x69;
const EMBEDDED_ERROR = 0x1e;

interface EnipMessage {
  readonly side: "request" | "response" | null;
  readonly operation: Operation | null;
  readonly identity: CipIdentity | null;
  readonly facts: readonly CipFact[];
  readonly protocol: string;
  readonly child: string | null;
}

const NOTHING: EnipMessage = { side: null, operation: null, identity: null, facts: [], protocol: "enip", child: null };

const MAX_ITEMS = 8;

/** The items of the common packet format by type. */
function readItems(reader: ByteReader): ReadonlyMap<number, ByteReader> {
  const items = new Map<number, ByteReader>();
  const count = Math.min(reader.u16le(), MAX_ITEMS);
  for (let i = 0; i < count; i += 1) {
    const type = reader.u16le();
    const data = reader.nested(reader.u16le());
    if (!items.has(type)) items.set(type, data);
  }
  return items;
}

function readCip(data: ByteReader, key: string, connection: number | null, context: MessageContext): EnipMessage {
  const isResponse = (data.peek() & RESPONSE) !== 0;
  if (!isResponse) {
    const request: CipRequest = readCipRequest(data);
    rememberRequest(context, key, request, connection);
    return { ...NOTHING, side: "request", operation: request.operation };
  }
  const asked = takeRequest(context, key);
  const service = data.u8() & 0x7f;
  const status = data.skip(1).u8();
  data.skip(data.u8() * 2);
  const message: EnipMessage = { ...NOTHING, side: "response", protocol: "cip identity" };
  // In a Multiple Service Packet some members may have failed (Volume 1, appendix B): each has its own status.
  const isAnswered = status === 0 || (status === EMBEDDED_ERROR && service === SERVICE.multiple);
  if (!isAnswered || !asked || asked.service !== service) return message;
  if (isOpenService(service)) {
    rememberConnection(context, data.u32le(), asked.route);
    return message;
  }
  const child = asked.route ? `cip ${asked.route}` : null;
  if (service === SERVICE.multiple) return { ...message, child, ...readMemberAnswers(asked.questions, data) };
  const question = asked.questions[0];
  return question ? { ...message, child, ...readObjectAnswer(question, data) } : message;
}

const u16le = (bytes: Uint8Array, at: number) => bytes[at] | (bytes[at + 1] << 8);

/** Implicit I/O; and tag services by name on a connection, and their answers unless something else is awaited. */
function glance(bytes: Uint8Array, start: number, end: number, open: number): Glance {
  if (start + HEADER_BYTES > end) return NOT_GLANCED;
  // Two items over UDP: a sequenced address, and data to the datagram's end. The command 2 does not exist.
  if (bytes[start] === 2 && bytes[start + 1] === 0 && u16le(bytes, start + 2) === ITEM.sequencedAddress) {
    const isIo = u16le(bytes, start + 14) === ITEM.connectedData && start + 18 + u16le(bytes, start + 16) === end;
    return isIo ? glanced(end - start) | GLANCE.hasNoSide : NOT_GLANCED;
  }
  const data = start + HEADER_BYTES;
  const length = HEADER_BYTES + u16le(bytes, start + 2);
  if (u16le(bytes, start) !== COMMAND.sendUnitData || start + length > end) return NOT_GLANCED;
  if ((u16le(bytes, start + 8) | u16le(bytes, start + 10)) !== 0 || length < HEADER_BYTES + 24) return NOT_GLANCED;
  // Interface handle and timeout, two items: a connection of 4 bytes, its data.
  const isConnected =
    u16le(bytes, data + 6) === 2 &&
    u16le(bytes, data + 8) === ITEM.connectedAddress &&
    u16le(bytes, data + 10) === 4 &&
    u16le(bytes, data + 16) === ITEM.connectedData;
  const size = u16le(bytes, data + 18);
  const cip = data + 22;
  if (!isConnected || size < 6 || data + 20 + size > start + length) return NOT_GLANCED;
  if (mayMatter(open, u16le(bytes, data + 20))) return NOT_GLANCED;
  const service = bytes[cip];
  if ((service & RESPONSE) !== 0)
    return cip + 4 + bytes[cip + 3] * 2 > data + 20 + size ? NOT_GLANCED : glanced(length);
  // One symbol that fills the path: nothing but a tag is meant.
  const path = bytes[cip + 1] * 2;
  const isSymbol = bytes[cip + 2] === SYMBOL && path === 2 + bytes[cip + 3] + (bytes[cip + 3] & 1);
  if (!isSymbol || cip + 2 + path > data + 20 + size || !TAG_SERVICES.includes(service)) return NOT_GLANCED;
  return glanced(length, serviceOperation(service));
}

export const enip = defineDecoder<EnipMessage>({
  name: "enip",
  title: "EtherNet/IP",
  standard: "ODVA CIP Networks Library, volumes 1 and 2",
  family: "ot",
  carriers: [
    { layer: "tcp", ports: [44_818] },
    { layer: "udp", ports: [44_818, IO_PORT] },
  ],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: {
    tcp: { firstBytes: [0x04, [0x63, 0x66], 0x6f, 0x70], fewestBytes: 24 },
    udp: { firstBytes: [0x02, 0x04, [0x63, 0x66], 0x6f, 0x70], fewestBytes: 16 },
  },
  probe(reader, context) {
    if (context.layer === "udp" && reader.peek(0) === 2 && reader.peek(1) === 0 && reader.peek(2) === 2) {
      // Implicit I/O: a sequenced address item of 8 bytes, then connected data.
      const isIo = reader.peek(3) === 0x80 && reader.peek(4) === 8 && reader.peek(5) === 0 && reader.peek(14) === 0xb1;
      return isIo && reader.peek(15) === 0 ? "certain" : "no";
    }
    const command = reader.peek(0) | (reader.peek(1) << 8);
    const length = reader.peek(2) | (reader.peek(3) << 8);
    const status = reader.peek(8) | (reader.peek(9) << 8);
    const options = reader.peek16(20) | reader.peek16(22);
    if (reader.remaining < HEADER_BYTES || !COMMANDS.includes(command) || options !== 0 || status > MAX_STATUS)
      return "no";
    return reader.remaining === HEADER_BYTES + length ? "certain" : "maybe";
  },
  frame(reader) {
    if (reader.remaining < 4) return 0;
    const command = reader.peek(0) | (reader.peek(1) << 8);
    return command > 0xff ? -1 : HEADER_BYTES + (reader.peek(2) | (reader.peek(3) << 8));
  },
  read(reader, context) {
    if (context.layer === "udp" && reader.peek(3) === 0x80) return NOTHING;
    const command = reader.u16le();
    const length = reader.u16le();
    const session = reader.u32le();
    const status = reader.u32le();
    const sender = reader.hex(8);
    const data = reader.skip(4).nested(Math.min(length, reader.remaining));
    if (status !== 0) return { ...NOTHING, side: "response" };
    if (command === COMMAND.sendRrData || command === COMMAND.sendUnitData) {
      const items = readItems(data.skip(6));
      const unconnected = items.get(ITEM.unconnectedData);
      if (unconnected) return unconnected.remaining > 1 ? readCip(unconnected, sender, null, context) : NOTHING;
      const connected = items.get(ITEM.connectedData);
      const address = items.get(ITEM.connectedAddress);
      if (!connected || connected.remaining < 4) return NOTHING;
      const connection = address?.length === 4 ? address.u32le() : null;
      return readCip(connected, connectedKey(session, connected.u16le()), connection, context);
    }
    if (command === COMMAND.registerSession) return { ...NOTHING, side: session === 0 ? "request" : "response" };
    if (command === COMMAND.unregisterSession) return { ...NOTHING, side: "request" };
    if (!COMMANDS.includes(command)) return null;
    if (length === 0) return { ...NOTHING, side: "request", operation: "diagnose" };
    if (command !== COMMAND.listIdentity) return { ...NOTHING, side: "response" };
    const item = readItems(data).get(ITEM.identity);
    // Encapsulation version and socket address stand before the attributes (Volume 2, table 2-4.4).
    const identity = item ? readIdentity(item.skip(18)) : null;
    return { ...NOTHING, side: "response", protocol: "enip list-identity", identity };
  },
  glance,
  glanceMemory: openQuestions,
  observe(message, observer) {
    if (message.side) observer.direction(message.side);
    if (message.operation) observer.operation(message.operation);
    const { protocol, child } = message;
    if (message.identity) observeIdentity(message.identity, observer, protocol, child);
    for (const [field, value] of message.facts)
      observer.identity(field, value, child ? { protocol, child } : { protocol });
  },
});
