import type { Operation } from "@/lib/domain/flow/flow";
import type { IdentityField } from "@/lib/domain/observation";
import type { ByteReader } from "../byte-reader";
import {
  defineDecoder,
  GLANCE,
  type Glance,
  glanced,
  type Match,
  NOT_GLANCED,
  operationTable,
} from "../define-decoder";
import { longestPrintable } from "../framing/fixed-text";
import { readDeviceIdentification } from "./device-identification";
import { FUNCTION, operationOf } from "./function-codes";
import { readUmasAnswer, umasOperation } from "./umas";
import { deviceOfUnit, isKnownUnit, knownUnits, rememberUmas, rememberUnit, unitMemory } from "./unit-memory";

const HEADER_BYTES = 7;
/** The standard allows 254; UMAS sends up to 1,024. */
const MAX_LENGTH = 1_100;
const EXCEPTION = 0x80;
const MAX_EXCEPTION_CODE = 0x0b;

interface ModbusMessage {
  readonly unit: number;
  readonly side: "request" | "response" | null;
  readonly operation: Operation | null;
  readonly protocol: string;
  readonly facts: readonly (readonly [field: IdentityField, value: string, inferred?: boolean])[];
}

/** Peeks at the PDU (function code at `HEADER_BYTES`): which side its shape belongs to, or null when it fits both or none. */
function sideByShape(reader: ByteReader, length: number): "request" | "response" | "either" | "none" {
  const code = reader.peek(HEADER_BYTES);
  if ((code & EXCEPTION) !== 0) {
    const reason = reader.peek(HEADER_BYTES + 1);
    return length === 3 && reason >= 1 && reason <= MAX_EXCEPTION_CODE ? "response" : "none";
  }
  const count = reader.peek16(HEADER_BYTES + 3);
  const isCounted = reader.peek(HEADER_BYTES + 1) === length - 3;
  if (code >= FUNCTION.readCoils && code <= FUNCTION.readInputRegisters) {
    const isRequest = length === 6 && count >= 1 && count <= 2_000;
    if (isRequest) return isCounted ? "either" : "request";
    return isCounted ? "response" : "none";
  }
  if (code === FUNCTION.writeSingleCoil) return length === 6 && (count === 0xff00 || count === 0) ? "either" : "none";
  if (code === FUNCTION.writeSingleRegister) return length === 6 ? "either" : "none";
  if (code === FUNCTION.writeMultipleCoils || code === FUNCTION.writeMultipleRegisters) {
    if (length === 6) return "response";
    return reader.peek(HEADER_BYTES + 5) === length - 7 ? "request" : "none";
  }
  if (code === FUNCTION.reportServerId) return length === 2 ? "request" : isCounted ? "response" : "none";
  if (code === FUNCTION.encapsulated) {
    const mei = reader.peek(HEADER_BYTES + 1);
    if (mei !== 13 && mei !== 14) return "none";
    return mei === 14 ? (length < 8 ? "request" : "response") : "either";
  }
  if (code === FUNCTION.umas) {
    const status = reader.peek(HEADER_BYTES + 2);
    return status === 0xfe || status === 0xfd ? "response" : "request";
  }
  return "none";
}

const GLANCED = operationTable((code) => (isPlain(code) ? operationOf(code, null) : null));

/** Reads and writes of coils and registers: most of all Modbus traffic. */
function isPlain(code: number): boolean {
  return (
    (code >= FUNCTION.readCoils && code <= FUNCTION.writeSingleRegister) ||
    code === FUNCTION.writeMultipleCoils ||
    code === FUNCTION.writeMultipleRegisters
  );
}

/** What reads or writes registers of a unit that is known, and any refusal by it; shapes as in `sideByShape`. */
function glance(bytes: Uint8Array, start: number, end: number, units: number, fromInitiator: boolean): Glance {
  if (start + HEADER_BYTES + 2 > end) return NOT_GLANCED;
  const length = (bytes[start + 4] << 8) | bytes[start + 5];
  const code = bytes[start + HEADER_BYTES];
  const isComplete = start + 6 + length <= end;
  if (!isComplete || length > MAX_LENGTH || (bytes[start + 2] | bytes[start + 3]) !== 0) return NOT_GLANCED;
  if (!isKnownUnit(units, bytes[start + 6])) return NOT_GLANCED;
  if ((code & EXCEPTION) !== 0) {
    const reason = bytes[start + HEADER_BYTES + 1];
    return length === 3 && reason >= 1 && reason <= MAX_EXCEPTION_CODE ? glanced(6 + length) : NOT_GLANCED;
  }
  if (!isPlain(code) || length < 4) return NOT_GLANCED;
  const shape = sideOfPlain(bytes, start, length, code);
  const isRequest = shape === 0 ? fromInitiator : shape > 0;
  return glanced(6 + length) | (shape === 0 ? GLANCE.hasNoSide : 0) | (isRequest ? GLANCED[code] : 0);
}

/** 1: only a request looks like this, -1: only a response, 0: both or none. */
function sideOfPlain(bytes: Uint8Array, start: number, length: number, code: number): -1 | 0 | 1 {
  if (code <= FUNCTION.readInputRegisters) {
    const count = (bytes[start + HEADER_BYTES + 3] << 8) | bytes[start + HEADER_BYTES + 4];
    const isRequest = length === 6 && count >= 1 && count <= 2_000;
    const isCounted = bytes[start + HEADER_BYTES + 1] === length - 3;
    if (isRequest) return isCounted ? 0 : 1;
    return isCounted ? -1 : 0;
  }
  if (code <= FUNCTION.writeSingleRegister) return 0;
  if (length === 6) return -1;
  return bytes[start + HEADER_BYTES + 5] === length - 7 ? 1 : 0;
}

function headerFits(reader: ByteReader): boolean {
  const length = reader.peek16(4);
  const code = reader.peek(HEADER_BYTES) & 0x7f;
  return reader.peek16(2) === 0 && length >= 2 && length <= MAX_LENGTH && code > 0 && code <= 127;
}

export const modbus = defineDecoder<ModbusMessage>({
  name: "modbus",
  title: "Modbus TCP",
  standard: "MODBUS Application Protocol V1.1b3, MODBUS Messaging on TCP/IP V1.0b",
  family: "ot",
  carriers: [
    { layer: "tcp", ports: [502] },
    { layer: "udp", ports: [502] },
  ],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { tcp: { fewestBytes: 8 }, udp: { fewestBytes: 8 } },
  probe(reader): Match {
    if (reader.remaining <= HEADER_BYTES || !headerFits(reader)) return "no";
    const length = reader.peek16(4);
    const end = 6 + length;
    // A segment holds whole messages: one that ends elsewhere is a guess, whatever its port.
    const isWhole = reader.remaining === end || (reader.peek16(end + 2) === 0 && reader.peek16(end + 4) > 1);
    return isWhole && sideByShape(reader, length) !== "none" ? "certain" : "maybe";
  },
  frame(reader) {
    const length = reader.peek16(4);
    if (length < 0) return 0;
    return reader.peek16(2) === 0 && length >= 2 && length <= MAX_LENGTH ? 6 + length : -1;
  },
  read(reader, context) {
    const shape = sideByShape(reader, reader.peek16(4));
    const transaction = reader.u16();
    if (reader.u16() !== 0) reader.reject("the protocol identifier is not 0");
    const pdu = reader.nested(reader.u16());
    const unit = pdu.u8();
    const code = pdu.u8();
    const side = shape === "request" || shape === "response" ? shape : null;
    const isRequest = side ? side === "request" : context.fromInitiator;
    const memory = unitMemory(context);
    rememberUnit(memory, unit);
    const message = { unit, side, operation: null, protocol: `modbus ${code}`, facts: [] };
    if (isRequest) {
      if (code !== FUNCTION.umas)
        return { ...message, operation: operationOf(code, pdu.remaining >= 2 ? pdu.u16() : null) };
      const umasCode = pdu.skip(1).u8();
      rememberUmas(memory, transaction, umasCode);
      return { ...message, operation: umasOperation(umasCode) };
    }
    if (code === FUNCTION.encapsulated) {
      return { ...message, protocol: "modbus 43/14", facts: readDeviceIdentification(pdu) };
    }
    if (code === FUNCTION.reportServerId) {
      const text = longestPrintable(pdu.nested(pdu.u8()));
      return { ...message, facts: text ? [["description", text]] : [] };
    }
    if (code === FUNCTION.umas) {
      const asked = memory.umas.get(transaction) ?? -1;
      memory.umas.delete(transaction);
      return { ...message, protocol: "umas", facts: readUmasAnswer(asked, pdu.skip(1)) };
    }
    return message;
  },
  glance,
  glanceMemory: knownUnits,
  observe(message, observer, context) {
    if (message.side) observer.direction(message.side);
    if (message.operation) observer.operation(message.operation);
    const device = deviceOfUnit(unitMemory(context), message.unit, context.senderPort);
    if (message.protocol === "umas" && message.facts.length > 0) {
      observer.identity("vendor", "Schneider Electric", { inferred: true, protocol: "umas" });
    }
    for (const [field, value, inferred = false] of message.facts) {
      observer.identity(field, value, { protocol: message.protocol, inferred, ...device });
    }
  },
});
