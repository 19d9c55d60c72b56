import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import { defineDecoder, type MessageContext } from "../define-decoder";
import { longestPrintable } from "../framing/fixed-text";

/** IEC 62056-46 (HDLC, format type 3) and IEC 62056-47 (TCP/UDP wrapper, version 1). */
const FLAG = 0x7e;
const FORMAT_3 = 0xa0;
const WRAPPER_VERSION = 1;
const WRAPPER_BYTES = 8;
const MAX_LENGTH = 4_096;

/** IEC 62056-53: tags of xDLMS APDUs. */
const APDU = {
  get: 0xc0,
  set: 0xc1,
  action: 0xc3,
  getResponse: 0xc4,
  association: 0x60,
  associationAnswer: 0x61,
} as const;
const OPERATIONS: ReadonlyMap<number, Operation> = new Map([
  [APDU.get, "read"],
  [APDU.set, "write"],
  [APDU.action, "control"],
]);
const ANSWERS: readonly number[] = [APDU.associationAnswer, APDU.getResponse, 0xc5, 0xc7];
/** Class, OBIS code 0.0.42.0.0.255 and attribute 2: the COSEM logical device name. */
const LOGICAL_DEVICE_NAME = "\x00\x01\x00\x00\x2a\x00\x00\xff\x02";

interface DlmsMessage {
  readonly side: "request" | "response" | null;
  readonly operation: Operation | null;
  readonly logicalDeviceName: string | null;
}

const isHdlc = (reader: ByteReader) => reader.peek(0) === FLAG && (reader.peek(1) & 0xf0) === FORMAT_3;
const hdlcLength = (reader: ByteReader) => (reader.peek16(1) & 0x7ff) + 2;

/** The information field, behind addresses of varying length, control and header check; LLC bytes are passed over. */
function hdlcInformation(reader: ByteReader): ByteReader {
  reader.skip(3);
  for (let address = 0; address < 2; address += 1) for (let i = 0; i < 4 && (reader.u8() & 1) === 0; i += 1);
  reader.skip(1);
  const body = reader.remaining > 5 ? reader.skip(2).nested(reader.remaining - 3) : reader.nested(0);
  if (body.peek(0) === 0xe6 && body.peek(2) === 0) body.skip(3);
  return body;
}

function readApdu(body: ByteReader, context: MessageContext): DlmsMessage {
  const tag = body.peek(0);
  const operation = OPERATIONS.get(tag) ?? null;
  const isAnswer = ANSWERS.includes(tag);
  const side = operation || tag === APDU.association ? "request" : isAnswer ? "response" : null;
  const message: DlmsMessage = { side, operation, logicalDeviceName: null };
  if (tag === APDU.get) {
    context.state = body.startsWith(LOGICAL_DEVICE_NAME, 3) ? "logical-device-name" : null;
    return message;
  }
  if (tag !== APDU.getResponse || context.state !== "logical-device-name") return message;
  context.state = null;
  // Get-Response-Normal with data of type octet string (9) or visible string (10).
  const isString = body.peek(3) === 0 && (body.peek(4) === 9 || body.peek(4) === 10);
  return isString ? { ...message, logicalDeviceName: longestPrintable(body.skip(5).nested(body.u8())) } : message;
}

export const dlms = defineDecoder<DlmsMessage>({
  name: "dlms",
  title: "DLMS/COSEM",
  standard: "IEC 62056-46, IEC 62056-47, IEC 62056-53",
  family: "ot",
  carriers: [
    { layer: "tcp", ports: [4059] },
    { layer: "udp", ports: [4059] },
  ],
  security: "mixed",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { tcp: { firstBytes: [0x7e], fewestBytes: 3 }, udp: { firstBytes: [0x7e], fewestBytes: 3 } },
  probe(reader) {
    if (isHdlc(reader)) return reader.peek(hdlcLength(reader) - 1) === FLAG ? "certain" : "no";
    const isWrapper = reader.peek16(0) === WRAPPER_VERSION && reader.peek16(6) === reader.remaining - WRAPPER_BYTES;
    const tag = reader.peek(WRAPPER_BYTES);
    const isApdu = OPERATIONS.has(tag) || ANSWERS.includes(tag) || tag === APDU.association;
    return isWrapper && isApdu ? "maybe" : "no";
  },
  frame(reader) {
    if (isHdlc(reader)) return reader.peek(2) < 0 ? 0 : hdlcLength(reader);
    if (reader.remaining < WRAPPER_BYTES) return reader.peek(0) === FLAG || reader.peek(0) === 0 ? 0 : -1;
    const length = reader.peek16(6);
    return reader.peek16(0) === WRAPPER_VERSION && length <= MAX_LENGTH ? WRAPPER_BYTES + length : -1;
  },
  read(reader, context) {
    return readApdu(isHdlc(reader) ? hdlcInformation(reader) : reader.skip(WRAPPER_BYTES), context);
  },
  observe({ side, operation, logicalDeviceName }, observer) {
    if (side) observer.direction(side);
    if (operation) observer.operation(operation);
    if (logicalDeviceName) observer.identity("instance", logicalDeviceName, { protocol: "dlms logical-device-name" });
  },
});
