import type { Operation } from "@/lib/domain/flow/flow";
import type { IdentityField } from "@/lib/domain/observation";
import { ByteReader } from "../byte-reader";
import { defineDecoder, GLANCE, glanced, type MessageContext, NOT_GLANCED, operationTable } from "../define-decoder";
import { readDeviceAttributes } from "./device-attributes";
import { dnp3FrameBytes, FROM_MASTER, isDnp3Header, readLink } from "./link";

/** IEEE 1815-2012 table 4-2: function codes of requests. */
const OPERATIONS: ReadonlyMap<number, Operation> = new Map([
  [1, "read"],
  [2, "write"],
  [3, "control"],
  [4, "control"],
  [5, "control"],
  [6, "control"],
  [7, "read"],
  [8, "read"],
  [9, "write"],
  [10, "write"],
  [11, "read"],
  [12, "read"],
  [13, "control"],
  [14, "control"],
  [15, "program"],
  [16, "program"],
  [17, "control"],
  [18, "control"],
  [19, "program"],
  [20, "write"],
  [21, "write"],
  [22, "write"],
  [23, "diagnose"],
  [24, "write"],
  [25, "read"],
  [26, "write"],
  [27, "write"],
  [28, "diagnose"],
  [31, "program"],
]);

/** What a request does; null for codes that do nothing to the outstation, or are unknown. */
export function dnp3RequestOperation(functionCode: number): Operation | null {
  return OPERATIONS.get(functionCode) ?? null;
}
const RESPONSE = 129;
const UNSOLICITED = 130;
const TRANSPORT_FIRST = 0x40;
const MAX_OUTSTATIONS = 256;

interface Dnp3Message {
  readonly isFromMaster: boolean;
  readonly source: number;
  readonly operation: Operation | null;
  readonly facts: readonly (readonly [IdentityField, string])[];
}

interface Dnp3Memory {
  /** Outstation addresses that answered on this flow: several mean a gateway or a terminal server. */
  readonly outstations: Set<number>;
  /** Outstation whose address was all that the last answer of the initiator and of the responder stated; else -1. */
  readonly stated: [number, number];
}

function memoryOf(context: MessageContext): Dnp3Memory {
  context.state ??= { outstations: new Set(), stated: [-1, -1] } satisfies Dnp3Memory;
  return context.state as Dnp3Memory;
}

const LINK_HEADER_BYTES = 10;
const GLANCED = operationTable((code) =>
  code === RESPONSE || code === UNSOLICITED ? null : (OPERATIONS.get(code) ?? null),
);

export const dnp3 = defineDecoder<Dnp3Message>({
  name: "dnp3",
  title: "DNP3",
  standard: "IEEE 1815-2012",
  family: "ot",
  carriers: [
    { layer: "tcp", ports: [20_000] },
    { layer: "udp", ports: [20_000] },
  ],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { tcp: { firstBytes: [0x05], fewestBytes: 10 }, udp: { firstBytes: [0x05], fewestBytes: 10 } },
  probe: (reader) => (isDnp3Header(reader) ? "certain" : "no"),
  frame(reader) {
    const length = reader.peek(2);
    if (length < 0) return 0;
    return reader.peek16(0) === 0x0564 && length >= 5 ? dnp3FrameBytes(length) : -1;
  },
  read(reader) {
    if (reader.peek16(0) !== 0x0564) reader.reject("a frame without its start octets");
    const { isFromMaster, source, data } = readLink(reader);
    const message: Dnp3Message = { isFromMaster, source, operation: null, facts: [] };
    const application = new ByteReader(data);
    // Only the first segment of a fragment holds its function code (clause 8.2).
    if (data.length < 3 || (application.u8() & TRANSPORT_FIRST) === 0) return message;
    const code = application.skip(1).u8();
    if (code !== RESPONSE && code !== UNSOLICITED) return { ...message, operation: dnp3RequestOperation(code) };
    if (code === UNSOLICITED || application.remaining < 5) return message;
    return { ...message, facts: readDeviceAttributes(application.skip(2)) };
  },
  /** Requests, and answers of an outstation that speaks for itself, without attributes of the device (group 0). */
  glance(bytes, start, end, lastSource) {
    const length = bytes[start + 2];
    if (start + LINK_HEADER_BYTES > end || bytes[start] !== 0x05 || bytes[start + 1] !== 0x64 || length < 5)
      return NOT_GLANCED;
    const size = dnp3FrameBytes(length);
    if (start + size > end) return NOT_GLANCED;
    const user = start + LINK_HEADER_BYTES;
    const isFirst = length >= 8 && (bytes[user] & TRANSPORT_FIRST) !== 0;
    const code = bytes[user + 2];
    if ((bytes[start + 3] & FROM_MASTER) !== 0) {
      const isRequest = isFirst && code !== RESPONSE && code !== UNSOLICITED;
      if (isFirst && !isRequest) return NOT_GLANCED;
      return glanced(size) | GLANCE.hasNoSide | (isRequest ? GLANCED[code] : 0);
    }
    const source = bytes[start + 6] | (bytes[start + 7] << 8);
    const isPlain = !isFirst || code === UNSOLICITED || (code === RESPONSE && length >= 12 && bytes[user + 5] !== 0);
    return isPlain && source === lastSource ? glanced(size) | GLANCE.hasNoSide | GLANCE.statesSame : NOT_GLANCED;
  },
  glanceMemory: (state, fromInitiator) => (state === null ? -1 : (state as Dnp3Memory).stated[fromInitiator ? 0 : 1]),
  observe(message, observer, context) {
    if (message.isFromMaster) {
      if (message.operation) observer.operation(message.operation);
      return;
    }
    const memory = memoryOf(context);
    if (memory.outstations.size < MAX_OUTSTATIONS) memory.outstations.add(message.source);
    const isGateway = memory.outstations.size > 1;
    memory.stated[context.fromInitiator ? 0 : 1] = isGateway || message.facts.length > 0 ? -1 : message.source;
    const options = isGateway ? { child: `dnp3 ${message.source}` } : {};
    observer.identity("instance", String(message.source), { ...options, protocol: "dnp3 outstation-address" });
    observer.identity("role", "rtu", { ...options, inferred: true });
    for (const [field, value] of message.facts) {
      observer.identity(field, value, { ...options, protocol: "dnp3 device-attribute" });
    }
  },
});
