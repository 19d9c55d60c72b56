import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import { defineDecoder, glanced, type MessageContext, NOT_GLANCED, operationTable } from "../define-decoder";
import { type BacnetFact, CONCLUDED_VENDOR, DEVICE_OBJECT } from "./device-properties";
import { isMstpFrame, MSTP_SNAP } from "./mstp";
import { BVLC, readBusPacket, readPacket } from "./network";
import { joinSegment } from "./segments";
import {
  ACKNOWLEDGED,
  confirmedOperation,
  readIAm,
  readIHave,
  readPropertyAck,
  readPropertyMultipleAck,
  UNCONFIRMED,
  unconfirmedOperation,
} from "./services";

/** ASHRAE 135 clause 20.1: PDU types in the high nibble. */
const PDU = {
  confirmed: 0,
  unconfirmed: 1,
  simpleAck: 2,
  complexAck: 3,
  segmentAck: 4,
  error: 5,
  reject: 6,
  abort: 7,
} as const;
const SEGMENTED = 8;
const MORE_FOLLOWS = 4;
/** Annex J.2 and BVLC of annex U: functions 0x00 to 0x0c. */
const MAX_BVLC_FUNCTION = 0x0c;
const BVLC_TYPE = BVLC.type;

interface BacnetMessage {
  readonly originIp: string | null;
  readonly source: string | null;
  readonly side: "request" | "response" | null;
  readonly operation: Operation | null;
  readonly facts: readonly BacnetFact[];
}

type Application = Omit<BacnetMessage, "originIp" | "source">;

function readConfirmed(first: number, apdu: ByteReader): Application {
  apdu.skip(2);
  if ((first & SEGMENTED) !== 0) apdu.skip(2);
  return { side: "request", operation: confirmedOperation(apdu.u8()), facts: [] };
}

function readUnconfirmed(apdu: ByteReader): Application {
  const service = apdu.u8();
  const operation = unconfirmedOperation(service);
  if (service === UNCONFIRMED.iAm) return { side: null, operation, facts: readIAm(apdu) };
  if (service === UNCONFIRMED.iHave) return { side: null, operation, facts: readIHave(apdu) };
  return { side: null, operation, facts: [] };
}

function readAnswer(service: number, data: ByteReader): Application {
  const answer: Application = { side: "response", operation: null, facts: [] };
  if (service === ACKNOWLEDGED.readProperty) return { ...answer, facts: readPropertyAck(data) };
  if (service === ACKNOWLEDGED.readPropertyMultiple) return { ...answer, facts: readPropertyMultipleAck(data) };
  return answer;
}

function readComplexAck(first: number, apdu: ByteReader, source: string | null, context: MessageContext): Application {
  const invokeId = apdu.u8();
  if ((first & SEGMENTED) === 0) return readAnswer(apdu.u8(), apdu);
  const sequence = apdu.u8();
  const service = apdu.skip(1).u8();
  // A part that the capture cut leaves a hole: the rest of the answer waits for it, and says nothing.
  const key = `${context.fromInitiator ? ">" : "<"}${source ?? ""}#${invokeId}`;
  const isLast = (first & MORE_FOLLOWS) === 0;
  const whole = context.isCut ? null : joinSegment({ key, sequence, service, isLast, data: apdu }, context);
  return whole ? readAnswer(service, whole) : { side: "response", operation: null, facts: [] };
}

function readApdu(apdu: ByteReader, source: string | null, context: MessageContext): Application {
  const first = apdu.u8();
  const type = first >> 4;
  if (type === PDU.confirmed) return readConfirmed(first, apdu);
  if (type === PDU.unconfirmed) return readUnconfirmed(apdu);
  if (type === PDU.complexAck) return readComplexAck(first, apdu, source, context);
  if (type > PDU.abort) apdu.reject("an unknown PDU type");
  return { side: type === PDU.segmentAck || type === PDU.abort ? null : "response", operation: null, facts: [] };
}

const CONFIRMED_OPERATION = operationTable(confirmedOperation);
/** Object identifier with context tag 0 and a length of 4 (clause 20.2.1): how the answer to ReadProperty begins. */
const OBJECT_TAG = 0x0c;

export const bacnet = defineDecoder<BacnetMessage>({
  name: "bacnet",
  title: "BACnet",
  standard: "ANSI/ASHRAE 135-2020",
  family: "ot",
  carriers: [
    { layer: "udp", ports: [47_808, 47_809, 47_810] },
    { layer: "llc", dsap: 0x82 },
    { layer: "snap", protocolIds: [MSTP_SNAP] },
  ],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { udp: { firstBytes: [0x81], fewestBytes: 4 } },
  probe(reader, context) {
    if (context.layer === "snap") return isMstpFrame(reader) ? "certain" : "no";
    if (context.layer === "llc") return reader.peek() === 1 ? "certain" : "no";
    const length = reader.peek16(2);
    if (reader.peek(0) !== BVLC_TYPE || reader.peek(1) > MAX_BVLC_FUNCTION || length < 4) return "no";
    if (length !== reader.remaining) return context.isCut && length > reader.remaining ? "maybe" : "no";
    // Annex J.2.1: a result has six bytes; Moxa's search answers begin like one.
    if (reader.peek(1) === BVLC.result && length !== 6) return "no";
    const npdu = reader.peek(1) === BVLC.forwarded ? 10 : 4;
    return reader.peek(1) < BVLC.forwarded || length === 4 || reader.peek(npdu) === 1 ? "certain" : "maybe";
  },
  read(reader, context) {
    const packet = context.layer === "snap" ? readBusPacket(reader) : readPacket(reader);
    if (!packet) return null;
    const { originIp, source, apdu } = packet;
    return apdu && apdu.remaining > 0 ? { originIp, source, ...readApdu(apdu, source, context) } : null;
  },
  /** Unicast questions, and values of objects other than the device itself, without routing. */
  glance(bytes, start, end) {
    const apdu = start + 6;
    const length = end - start;
    if (apdu + 8 > end || bytes[start] !== BVLC_TYPE || bytes[start + 1] !== BVLC.unicast) return NOT_GLANCED;
    if (((bytes[start + 2] << 8) | bytes[start + 3]) !== length) return NOT_GLANCED;
    // Neither destination, source nor network message: only "expecting reply" and the priority may be set.
    if (bytes[start + 4] !== 1 || (bytes[start + 5] & ~7) !== 0) return NOT_GLANCED;
    const type = bytes[apdu] >> 4;
    if ((bytes[apdu] & SEGMENTED) !== 0) return NOT_GLANCED;
    if (type === PDU.confirmed) return glanced(length) | CONFIRMED_OPERATION[bytes[apdu + 3]];
    const isValue = type === PDU.complexAck && bytes[apdu + 2] === ACKNOWLEDGED.readProperty;
    if (!isValue || bytes[apdu + 3] !== OBJECT_TAG) return NOT_GLANCED;
    const objectType = (bytes[apdu + 4] << 2) | (bytes[apdu + 5] >> 6);
    return objectType === DEVICE_OBJECT ? NOT_GLANCED : glanced(length);
  },
  observe(message, observer) {
    if (message.side) observer.direction(message.side);
    if (message.operation) observer.operation(message.operation);
    const about = message.originIp ? { about: { ip: message.originIp, mac: null } } : {};
    const child = message.source ? { child: `bacnet ${message.source}` } : {};
    for (const [field, value, protocol] of message.facts) {
      const inferred = field === "vendor" && protocol === CONCLUDED_VENDOR;
      observer.identity(field, value, { protocol, inferred, ...about, ...child });
    }
  },
});
