import type { Operation } from "@/lib/domain/flow/flow";
import { ByteReader } from "../byte-reader";
import { defineDecoder, glanced, type MessageContext, NOT_GLANCED } from "../define-decoder";
import { cotpDataStart, isS7Tsap, peekCalledTsap, readCotp, tpktFrame } from "../framing/cotp";
import { GROUP, JOB, jobOperation, READ_SZL, userDataOperation } from "./functions";
import { readSzl, type SzlAnswer } from "./szl";
import { joinSzlPiece } from "./szl-pieces";

const PROTOCOL_ID = 0x32;
const ROSCTR = { job: 1, ack: 2, ackData: 3, userData: 7 } as const;
const SETUP = 0xf0;
const RESPONSE_TYPE = 8;

interface S7Message {
  readonly side: "request" | "response" | null;
  readonly operation: Operation | null;
  readonly szl: SzlAnswer | null;
}

function readUserData(parameters: ByteReader, data: ByteReader, context: MessageContext): S7Message {
  parameters.skip(4);
  parameters.skip(1);
  const kind = parameters.u8();
  const [type, group] = [kind >> 4, kind & 15];
  const subFunction = parameters.u8();
  if (type !== RESPONSE_TYPE) {
    return { side: type === 4 ? "request" : null, operation: userDataOperation(group, subFunction), szl: null };
  }
  const message: S7Message = { side: "response", operation: null, szl: null };
  if (group !== GROUP.cpu || subFunction !== READ_SZL) return message;
  parameters.skip(1);
  const reference = parameters.u8();
  const isLast = parameters.u8() === 0;
  const returnCode = data.u8();
  data.skip(1);
  const piece = data.view(data.u16());
  // 0x0a: there is no such list.
  if (returnCode === 0x0a || piece.length === 0) return message;
  const list = joinSzlPiece(context, piece, reference, isLast);
  return list && list.length >= 8 ? { ...message, szl: readSzl(new ByteReader(list)) } : message;
}

const TPKT_AND_COTP_BYTES = 7;
const S7_HEADER_BYTES = 10;

export const s7comm = defineDecoder<S7Message>({
  name: "s7comm",
  title: "S7comm",
  standard: "Siemens S7 communication over RFC 1006; lists by System Software for S7-300/400, chapter 34",
  family: "ot",
  carriers: [{ layer: "tcp", ports: [102] }],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { tcp: { firstBytes: [0x03], fewestBytes: 9 } },
  probe(reader) {
    const start = cotpDataStart(reader);
    if (start >= 0) {
      const rosctr = reader.peek(start + 1);
      const isKnown = rosctr === ROSCTR.userData || (rosctr >= ROSCTR.job && rosctr <= ROSCTR.ackData);
      return reader.peek(start) === PROTOCOL_ID && isKnown ? "certain" : "no";
    }
    const tsap = peekCalledTsap(reader);
    return tsap !== null && isS7Tsap(tsap) ? "certain" : "no";
  },
  frame: tpktFrame,
  read(reader, context) {
    const { kind, payload } = readCotp(reader);
    if (kind === "connect") return { side: "request", operation: null, szl: null };
    if (kind !== "data" || payload.remaining < 10) return null;
    if (payload.u8() !== PROTOCOL_ID) payload.reject("another protocol than S7 in a data packet");
    const rosctr = payload.u8();
    payload.skip(4);
    const parameterLength = payload.u16();
    const dataLength = payload.u16();
    if (rosctr === ROSCTR.ack || rosctr === ROSCTR.ackData) return { side: "response", operation: null, szl: null };
    const parameters = payload.nested(parameterLength);
    if (rosctr === ROSCTR.userData) return readUserData(parameters, payload.nested(dataLength), context);
    const code = parameters.u8();
    const service = code === JOB.piService ? parameters.latin1(parameters.remaining) : "";
    return {
      side: code === SETUP || context.fromInitiator ? "request" : null,
      operation: jobOperation(code, service),
      szl: null,
    };
  },
  /** Reads and writes of variables, and answers other than lists: a whole TPKT with one data PDU. */
  glance(bytes, start, end) {
    const pdu = start + TPKT_AND_COTP_BYTES;
    if (pdu + S7_HEADER_BYTES >= end || bytes[start] !== 3 || bytes[start + 1] !== 0) return NOT_GLANCED;
    const length = (bytes[start + 2] << 8) | bytes[start + 3];
    const isData = bytes[start + 4] === 2 && bytes[start + 5] === 0xf0 && bytes[pdu] === PROTOCOL_ID;
    if (!isData || start + length > end || length <= TPKT_AND_COTP_BYTES + S7_HEADER_BYTES) return NOT_GLANCED;
    const rosctr = bytes[pdu + 1];
    if (rosctr === ROSCTR.ack || rosctr === ROSCTR.ackData) return glanced(length);
    const parameterLength = (bytes[pdu + 6] << 8) | bytes[pdu + 7];
    if (rosctr !== ROSCTR.job || parameterLength < 1 || pdu + S7_HEADER_BYTES + parameterLength > start + length)
      return NOT_GLANCED;
    const code = bytes[pdu + S7_HEADER_BYTES];
    return code === JOB.readVariable || code === JOB.writeVariable
      ? glanced(length, jobOperation(code, ""))
      : NOT_GLANCED;
  },
  observe(message, observer) {
    if (message.side) observer.direction(message.side);
    if (message.operation) observer.operation(message.operation);
    if (!message.szl) return;
    const protocol = `s7comm szl 0x${message.szl.id.toString(16).padStart(4, "0")}`;
    for (const [field, value] of message.szl.facts) observer.identity(field, value, { protocol });
    if (message.szl.facts.length > 0) {
      observer.identity("vendor", "Siemens", { inferred: true, protocol });
      observer.identity("role", "plc", { inferred: true, protocol });
    }
  },
});
