import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import { defineDecoder, type Match, type MessageContext } from "../define-decoder";
import { crc16Xmodem } from "../framing/crc16";
import { readFixedText } from "../framing/fixed-text";
import { isSbusCommand, sbusOperation } from "./commands";

/** SAIA Ether-S-Bus: length, version, type, sequence, attribute, telegram, CRC-16 over all before it. */
const HEADER_BYTES = 9;
const MIN_BYTES = HEADER_BYTES + 2;
const MAX_BYTES = 1_500;
const MAX_VERSION = 1;
const ATTRIBUTE = { request: 0, response: 1, acknowledge: 2 } as const;
const READ_STATION = 0x1d;
const READ_FIRMWARE = 0x20;
const BLOCK = 0xa9;
const TYPE_BYTES = 5;
const VERSION_BYTES = 3;
const MAX_PENDING = 16;
const MODEL = /^[A-Z0-9][A-Z0-9._/ -]*$/;

interface SbusMessage {
  readonly side: "request" | "response";
  readonly operation: Operation | null;
  readonly model: string | null;
  readonly firmware: string | null;
  readonly station: number | null;
}

/** Commands under way whose answers say something, by sequence number. */
function pendingOf(context: MessageContext): Map<number, number> {
  if (context.state instanceof Map) return context.state as Map<number, number>;
  const pending = new Map<number, number>();
  context.state = pending;
  return pending;
}

function readRequest(reader: ByteReader, sequence: number, context: MessageContext): SbusMessage {
  const command = reader.skip(1).u8();
  if (command === READ_STATION || command === READ_FIRMWARE) {
    const pending = pendingOf(context);
    if (pending.size < MAX_PENDING || pending.has(sequence)) pending.set(sequence, command);
  }
  const blockType = command === BLOCK && reader.remaining > 3 ? reader.skip(1).u8() : null;
  const operation = sbusOperation(command, blockType);
  return { side: "request", operation, model: null, firmware: null, station: null };
}

export const sbus = defineDecoder<SbusMessage>({
  name: "sbus",
  title: "SAIA S-Bus",
  standard: "Saia-Burgess 26/739, S-Bus manual; Ether-S-Bus",
  family: "ot",
  carriers: [{ layer: "udp", ports: [5050] }],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { udp: { firstBytes: [0x00], fewestBytes: 11 } },
  probe(reader, context): Match {
    const length = reader.peek16(2);
    const isHeader =
      reader.peek16(0) === 0 && length >= MIN_BYTES && length <= MAX_BYTES && reader.peek(4) <= MAX_VERSION;
    const attribute = reader.peek(8);
    if (!isHeader || attribute < 0 || attribute > ATTRIBUTE.acknowledge) return "no";
    if (attribute === ATTRIBUTE.request && !isSbusCommand(reader.peek(10))) return "no";
    if (reader.remaining < length) return context.isCut ? "maybe" : "no";
    if (reader.remaining !== length) return "no";
    return crc16Xmodem(reader, length - 2) === reader.peek16(length - 2) ? "certain" : "no";
  },
  read(reader, context) {
    const length = reader.u32();
    const sequence = reader.skip(2).u16();
    const attribute = reader.u8();
    if (length < MIN_BYTES || attribute > ATTRIBUTE.acknowledge) reader.reject("impossible header");
    const body = reader.nested(length - HEADER_BYTES);
    if (attribute === ATTRIBUTE.request) return readRequest(body, sequence, context);
    const answer = { side: "response", operation: null, model: null, firmware: null, station: null } as const;
    const pending = pendingOf(context);
    const asked = pending.get(sequence);
    pending.delete(sequence);
    if (attribute !== ATTRIBUTE.response) return answer;
    if (asked === READ_STATION && body.remaining === 3) return { ...answer, station: body.u8() };
    if (asked !== READ_FIRMWARE || body.remaining < TYPE_BYTES + VERSION_BYTES + 2) return answer;
    const model = readFixedText(body, TYPE_BYTES);
    const firmware = readFixedText(body, VERSION_BYTES);
    return {
      ...answer,
      model: MODEL.test(model) ? model : null,
      firmware: MODEL.test(firmware) ? firmware : null,
    };
  },
  observe({ side, operation, model, firmware, station }, observer) {
    observer.direction(side);
    if (operation) observer.operation(operation);
    if (station !== null) observer.identity("instance", String(station), { protocol: "sbus station" });
    if (firmware) observer.identity("firmware", firmware);
    if (!model) return;
    observer.identity("model", model);
    observer.identity("vendor", "Saia-Burgess Controls", { inferred: true });
    observer.identity("role", "plc", { inferred: true });
  },
});
