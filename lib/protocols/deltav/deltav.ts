import type { Operation } from "@/lib/domain/flow/flow";
import { defineDecoder } from "../define-decoder";

/**
 * The wrapper around DeltaV's messages as Apache PLC4X has described it from observation: mark, length of the payload,
 * type, number, sender, time stamp, three bytes of flags; the payload; two bytes of check sum whose rule is not known.
 */
const MARK = 0xface;
const HEADER_BYTES = 16;
const MAX_TRAILER_BYTES = 2;
const TYPE = { data: 2, connectRequest: 3, connectResponse: 4, sync: 6 } as const;
const TYPES: readonly number[] = [1, TYPE.data, TYPE.connectRequest, TYPE.connectResponse, 5, TYPE.sync];
const FLAGS: readonly number[] = [0x04, 0x44];
/** Subtypes of data: the low byte 1 asks a controller, 2 is its answer; values come unasked with 0x0403. */
const ASKS = 1;
const ANSWERS = 2;
const VALUES_CHANGED = 0x0403;
const READS: readonly number[] = [0x0801, 0x1b01];

interface DeltavMessage {
  readonly side: "request" | "response" | null;
  readonly operation: Operation | null;
  readonly role: "controller" | "dcs" | null;
}

function sideOf(type: number, subtype: number): "request" | "response" | null {
  if (type === TYPE.connectRequest) return "request";
  if (type === TYPE.connectResponse) return "response";
  if (type !== TYPE.data) return null;
  if (subtype === VALUES_CHANGED || (subtype & 0xff) === ANSWERS) return "response";
  return (subtype & 0xff) === ASKS ? "request" : null;
}

export const deltav = defineDecoder<DeltavMessage>({
  name: "deltav",
  title: "DeltaV",
  standard: "Emerson DeltaV area control network (unpublished), wrapper as observed by Apache PLC4X",
  family: "ot",
  carriers: [{ layer: "udp", ports: [18_507] }],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { udp: { firstBytes: [0xfa], fewestBytes: 16 } },
  probe(reader, context) {
    const payload = reader.peek16(2);
    const isHeader =
      reader.peek16(0) === MARK &&
      reader.remaining >= HEADER_BYTES &&
      TYPES.includes(reader.peek16(4)) &&
      FLAGS.includes(reader.peek(14)) &&
      reader.peek(15) === 0;
    if (!isHeader) return "no";
    const rest = reader.remaining - HEADER_BYTES - payload;
    if (rest < 0) return context.isCut ? "certain" : "no";
    return rest <= MAX_TRAILER_BYTES ? "certain" : "no";
  },
  read(reader) {
    const payload = reader.skip(2).u16();
    const type = reader.u16();
    const subtype = type === TYPE.data && payload >= 2 ? reader.skip(HEADER_BYTES - 6).u16() : 0;
    // An acknowledgement repeats the type with nothing behind it: it tells of neither side.
    const side = payload === 0 ? null : sideOf(type, subtype);
    return {
      side,
      operation: READS.includes(subtype) ? "read" : null,
      role: side === null ? null : side === "request" ? "dcs" : "controller",
    };
  },
  observe({ side, operation, role }, observer) {
    if (side) observer.direction(side);
    if (operation) observer.operation(operation);
    observer.identity("vendor", "Emerson", { inferred: true });
    if (role) observer.identity("role", role, { inferred: true });
  },
});
