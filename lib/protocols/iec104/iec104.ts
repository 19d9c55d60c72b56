import type { Operation } from "@/lib/domain/flow/flow";
import { defineDecoder, GLANCE, glanced, type Match, NOT_GLANCED } from "../define-decoder";

/** IEC 60870-5-104 clause 5: start, length and four control octets, then an ASDU in frames of format I. */
const START = 0x68;
const CONTROL_BYTES = 4;
/** Type, qualifier, cause (2), common address (2). */
const ASDU_HEADER_BYTES = 6;
const U_FUNCTIONS: readonly number[] = [0x07, 0x0b, 0x13, 0x23, 0x43, 0x83];

/** IEC 60870-5-101 clause 7.2.3: causes of transmission that ask for something to be done. */
const CAUSE = { request: 5, activation: 6 } as const;
const MAX_CAUSE = 47;
const LAST_MONITORING_TYPE = 40;

/** Common address in the last message of the initiator and of the responder; -1 when it had none. */
type StationMemory = [number, number];

interface Iec104Message {
  readonly side: "request" | "response" | null;
  readonly operation: Operation | null;
  /** Common address of the controlled station that speaks. */
  readonly station: number | null;
}

/** Clause 7.2.1: types in control direction. */
function operationOf(type: number): Operation | null {
  if ((type >= 45 && type <= 51) || (type >= 58 && type <= 64)) return "control";
  if (type === 100 || type === 101 || type === 102 || type === 122) return "read";
  if (type === 104 || type === 106 || type === 107) return "diagnose";
  if (type === 105) return "control";
  if (type === 103 || (type >= 110 && type <= 112) || (type >= 120 && type <= 127)) return "write";
  return type === 113 ? "control" : null;
}

const isKnownType = (type: number) =>
  (type >= 1 && type <= LAST_MONITORING_TYPE) || type === 70 || operationOf(type) !== null;

export const iec104 = defineDecoder<Iec104Message>({
  name: "iec104",
  title: "IEC 60870-5-104",
  standard: "IEC 60870-5-104:2006, IEC 60870-5-101:2003",
  family: "ot",
  carriers: [{ layer: "tcp", ports: [2404] }],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { tcp: { firstBytes: [0x68], fewestBytes: 6 } },
  probe(reader): Match {
    const length = reader.peek(1);
    if (reader.peek(0) !== START || length < CONTROL_BYTES || reader.remaining < 6) return "no";
    const next = reader.peek(2 + length);
    if (next !== -1 && next !== START) return "no";
    const first = reader.peek(2);
    if ((first & 3) === 3) {
      const isU =
        length === CONTROL_BYTES && U_FUNCTIONS.includes(first) && reader.peek(3) === 0 && reader.peek16(4) === 0;
      return isU ? "certain" : "no";
    }
    if ((reader.peek(4) & 1) !== 0) return "no";
    if ((first & 3) === 1) return length === CONTROL_BYTES && first === 1 && reader.peek(3) === 0 ? "maybe" : "no";
    const cause = reader.peek(8) & 0x3f;
    const isAsdu =
      length >= CONTROL_BYTES + ASDU_HEADER_BYTES && isKnownType(reader.peek(6)) && cause >= 1 && cause <= MAX_CAUSE;
    return isAsdu && (reader.peek(7) & 0x7f) > 0 ? "certain" : "no";
  },
  frame(reader) {
    if (reader.remaining < 2) return reader.remaining === 0 || reader.peek(0) === START ? 0 : -1;
    return reader.peek(0) === START && reader.peek(1) >= CONTROL_BYTES ? 2 + reader.peek(1) : -1;
  },
  read(reader) {
    const length = reader.skip(1).u8();
    const apdu = reader.nested(length);
    const first = apdu.u8();
    apdu.skip(3);
    // STARTDT act (0x07) is the controlling station's alone (IEC 60870-5-104 clause 5.3).
    if ((first & 1) !== 0) return first === 0x07 ? { side: "request", operation: null, station: null } : null;
    const type = apdu.u8();
    apdu.skip(1);
    const cause = apdu.u16le() & 0x3f;
    const address = apdu.u16le();
    if (!isKnownType(type)) return null;
    if (type <= LAST_MONITORING_TYPE || type === 70) return { side: "response", operation: null, station: address };
    if (cause === CAUSE.activation || cause === CAUSE.request) {
      return { side: "request", operation: operationOf(type), station: null };
    }
    return null;
  },
  /** Supervisory frames, and values of the station that spoke last. */
  glance(bytes, start, end, lastStation) {
    const length = bytes[start + 1];
    if (start + 6 > end || bytes[start] !== START || start + 2 + length > end || length < CONTROL_BYTES)
      return NOT_GLANCED;
    if ((bytes[start + 2] & 3) === 1) return glanced(2 + length) | GLANCE.hasNoSide;
    const isValue = (bytes[start + 2] & 1) === 0 && length >= CONTROL_BYTES + ASDU_HEADER_BYTES;
    const type = bytes[start + 6];
    if (!isValue || type < 1 || type > LAST_MONITORING_TYPE) return NOT_GLANCED;
    const station = bytes[start + 10] | (bytes[start + 11] << 8);
    return station === lastStation ? glanced(2 + length) | GLANCE.statesSame : NOT_GLANCED;
  },
  glanceMemory: (state, fromInitiator) => (state === null ? -1 : (state as StationMemory)[fromInitiator ? 0 : 1]),
  observe({ side, operation, station }, observer, context) {
    context.state ??= [-1, -1] satisfies StationMemory;
    (context.state as StationMemory)[context.fromInitiator ? 0 : 1] = station ?? -1;
    if (side) observer.direction(side);
    if (operation) observer.operation(operation);
    if (station === null) return;
    observer.identity("instance", String(station), { protocol: "iec104 common-address" });
    observer.identity("role", "rtu", { inferred: true });
  },
});
