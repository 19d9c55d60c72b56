import type { Operation } from "@/lib/domain/flow/flow";
import type { IdentityField } from "@/lib/domain/observation";
import type { ByteReader } from "../byte-reader";
import { defineDecoder, type Match } from "../define-decoder";
import { longestPrintable } from "../framing/fixed-text";
import { readDeviceIdentification } from "./device-identification";
import { FUNCTION, operationOf } from "./function-codes";
import { readUmasAnswer, umasOperation } from "./umas";
import { childOfUnit, rememberUmas, rememberUnit, unitMemory } from "./unit-memory";

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
  observe(message, observer, context) {
    if (message.side) observer.direction(message.side);
    if (message.operation) observer.operation(message.operation);
    const child = childOfUnit(unitMemory(context), message.unit);
    if (message.protocol === "umas" && message.facts.length > 0) {
      observer.identity("vendor", "Schneider Electric", { inferred: true, protocol: "umas" });
    }
    for (const [field, value, inferred = false] of message.facts) {
      observer.identity(field, value, { protocol: message.protocol, inferred, ...(child ? { child } : {}) });
    }
  },
});
