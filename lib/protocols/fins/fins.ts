import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import { defineDecoder, type Match, NEVER_CERTAIN } from "../define-decoder";
import { readFixedText } from "../framing/fixed-text";

/** Omron W342 (CS/CJ communications commands), section 5: command codes, both octets as one number. */
const CONTROLLER_DATA_READ = 0x0501;

/** What a request does, by its command code; null for codes of no known command. */
export function finsOperation(command: number): Operation | null {
  switch (command) {
    case 0x0101:
    case 0x0104:
    case 0x0201:
    case 0x0601:
    case 0x0701:
      return "read";
    case 0x0102:
    case 0x0103:
    case 0x0105:
    case 0x0202:
    case 0x0203:
    case 0x0702:
    case 0x2601:
    case 0x2602:
      return "write";
    case 0x0304:
    case 0x0305:
    case 0x0306:
    case 0x0307:
    case 0x0308:
      return "program";
    case 0x0401:
    case 0x0402:
    case 0x0403:
    case 0x0c01:
    case 0x0c02:
    case 0x0c03:
    case 0x2103:
    case 0x2301:
    case 0x2302:
      return "control";
    case 0x0501:
    case 0x0502:
    case 0x0602:
    case 0x0603:
    case 0x0620:
    case 0x0801:
    case 0x0802:
    case 0x0803:
    case 0x0920:
    case 0x2603:
    case 0x2101:
    case 0x2102:
      return "diagnose";
    default:
      return command >> 8 === 0x22 ? "program" : null;
  }
}

const MAGIC = "FINS";
const TCP_HEADER_BYTES = 16;
const FRAME_SEND = 2;
const FINS_HEADER_BYTES = 10;
const MAX_LENGTH = 4_096;
/** Information control field: gateway in use, response bit, no-response bit. */
const ICF_RESPONSE = 0x40;

interface FinsMessage {
  readonly isResponse: boolean;
  readonly operation: Operation | null;
  readonly model: string | null;
  readonly firmware: string | null;
}

/** FINS header of ten octets, command, then (in responses) the end code. */
function readFins(reader: ByteReader): FinsMessage {
  const isResponse = (reader.u8() & ICF_RESPONSE) !== 0;
  const command = reader.skip(FINS_HEADER_BYTES - 1).u16();
  const message: FinsMessage = {
    isResponse,
    operation: isResponse ? null : finsOperation(command),
    model: null,
    firmware: null,
  };
  if (!isResponse || command !== CONTROLLER_DATA_READ) return message;
  // A relay error (0x80) and "errors of the unit" (0x40) bits leave the data valid.
  if ((reader.u16() & 0x7f3f) !== 0 || reader.remaining < 40) return message;
  return { ...message, model: readFixedText(reader, 20) || null, firmware: readFixedText(reader, 20) || null };
}

export const fins = defineDecoder<FinsMessage>({
  name: "fins",
  title: "Omron FINS",
  standard: "Omron W342 and W420 (FINS over UDP and TCP)",
  family: "ot",
  carriers: [
    { layer: "tcp", ports: [9600] },
    { layer: "udp", ports: [9600] },
  ],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { tcp: { firstBytes: [0x46], fewestBytes: 6 }, udp: NEVER_CERTAIN },
  probe(reader, context): Match {
    if (context.layer === "tcp") return reader.startsWith(MAGIC) && reader.peek16(4) === 0 ? "certain" : "no";
    const control = reader.peek(0);
    const isHeader = (control & 0x3e) === 0 && reader.peek(1) === 0 && reader.peek(2) <= 7 && reader.remaining >= 12;
    if (!isHeader || (control & 0x80) === 0) return "no";
    const isOnPort = context.senderPort === 9600 || context.receiverPort === 9600;
    const command = reader.peek16(10);
    return finsOperation(command) === null ? "no" : isOnPort ? "certain" : "maybe";
  },
  frame(reader) {
    if (reader.remaining < 8) return reader.remaining >= 4 && !reader.startsWith(MAGIC) ? -1 : 0;
    const length = reader.peek16(6);
    return reader.startsWith(MAGIC) && reader.peek16(4) === 0 && length >= 8 && length <= MAX_LENGTH ? 8 + length : -1;
  },
  read(reader, context) {
    if (context.layer === "udp") return readFins(reader);
    const command = reader.skip(8).u32();
    const error = reader.u32();
    if (command !== FRAME_SEND || error !== 0) return null;
    return reader.remaining > TCP_HEADER_BYTES - FINS_HEADER_BYTES ? readFins(reader) : null;
  },
  observe({ isResponse, operation, model, firmware }, observer) {
    observer.direction(isResponse ? "response" : "request");
    if (operation) observer.operation(operation);
    if (model) observer.identity("model", model);
    if (firmware) observer.identity("firmware", firmware);
    if (model) {
      observer.identity("vendor", "Omron", { inferred: true });
      observer.identity("role", "plc", { inferred: true });
    }
  },
});
