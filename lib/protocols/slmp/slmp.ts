import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import { defineDecoder, type Match, type MessageContext } from "../define-decoder";
import { fieldBasicSide } from "../framing/field-basic";
import { readFixedText } from "../framing/fixed-text";
import { asciiACommand, asciiAFrameLength, asciiAMatch, isAsciiAAnswer, isAsciiAFrame } from "./a-compatible-ascii";
import { aFrameLength, aFrameMatch, aFrameOperation, isAFrame, isAFrameAnswer } from "./a-compatible-frame";
import { asciiCommand, asciiLength, isAsciiRequest, isAsciiStart, isOwnCpu, readAsciiFrame } from "./ascii-frame";
import { type FoundNode, readFoundNode } from "./node-search";

/** SLMP reference manual SH(NA)-080956, chapter 4: 3E and 4E frames, here in binary code. */
const SUBHEADER = { request3e: 0x5000, request4e: 0x5400, response3e: 0xd000, response4e: 0xd400 } as const;
const SUBHEADERS: readonly number[] = Object.values(SUBHEADER);
const MAX_LENGTH = 8_192;
/** In binary code, then "5", "D" and "d" of ASCII code, then commands of 1E frames in both. */
const FIRST_BYTES = [0x50, 0x54, 0xd0, 0xd4, 0x35, 0x44, 0x64, [0x00, 0x03], 0x30] as const;

/** Chapter 5: commands. */
const READ_TYPE_NAME = 0x0101;
const TYPE_NAME_CHARACTERS = 16;
const NODE_SEARCH = 0x0e30;
const OPERATIONS: ReadonlyMap<number, Operation> = new Map([
  [READ_TYPE_NAME, "diagnose"],
  [0x0401, "read"],
  [0x0403, "read"],
  [0x0406, "read"],
  [0x0601, "read"],
  [0x0613, "read"],
  [0x0619, "diagnose"],
  [0x0801, "read"],
  [0x0802, "read"],
  [0x0e28, "diagnose"],
  [0x0e29, "diagnose"],
  [NODE_SEARCH, "diagnose"],
  [0x0e31, "control"],
  [0x0e32, "diagnose"],
  [0x0e33, "read"],
  [0x0e34, "write"],
  [0x0e35, "write"],
  [0x0e36, "write"],
  [0x0e44, "diagnose"],
  [0x0e45, "diagnose"],
  [0x0e53, "diagnose"],
  [0x0eb2, "read"],
  [0x0eb6, "read"],
  [0x0eb8, "program"],
  [0x0eba, "program"],
  [0x1001, "control"],
  [0x1002, "control"],
  [0x1003, "control"],
  [0x1005, "control"],
  [0x1006, "control"],
  [0x1401, "write"],
  [0x1402, "write"],
  [0x1406, "write"],
  [0x1601, "write"],
  [0x1613, "write"],
  [0x1617, "control"],
  [0x1630, "control"],
  [0x1631, "control"],
  [0x1810, "read"],
  [0x1811, "read"],
  [0x1820, "program"],
  [0x1822, "program"],
  [0x1824, "program"],
  [0x1827, "program"],
  [0x1828, "program"],
  [0x1829, "program"],
  [0x182a, "read"],
]);

interface SlmpMessage {
  readonly side: "request" | "response";
  readonly operation: Operation | null;
  readonly model: string | null;
  /** What a node states of itself when all are searched for. */
  readonly found: FoundNode | null;
}

const isSerialFrame = (subheader: number) => subheader === SUBHEADER.request4e || subheader === SUBHEADER.response4e;
const isRequest = (subheader: number) => subheader === SUBHEADER.request3e || subheader === SUBHEADER.request4e;

/** Peeks: where the length field stands (little-endian), after serial number, network, station, module, multidrop. */
function lengthAt(reader: ByteReader): number {
  return isSerialFrame(reader.peek16(0)) ? 11 : 7;
}

function peekLength(reader: ByteReader): number {
  const at = lengthAt(reader);
  return reader.peek(at + 1) < 0 ? -1 : reader.peek(at) | (reader.peek(at + 1) << 8);
}

function readAFrame(isAnswer: boolean, command: number): SlmpMessage {
  const operation = isAnswer ? null : aFrameOperation(command);
  return { side: isAnswer ? "response" : "request", operation, model: null, found: null };
}

/** 3E and 4E frames in ASCII code say the same in other bytes. */
function readAscii(reader: ByteReader, context: MessageContext): SlmpMessage {
  const { isRequest, command, endCode, data } = readAsciiFrame(reader);
  if (isRequest) {
    context.state = command;
    return { side: "request", operation: OPERATIONS.get(command ?? -1) ?? null, model: null, found: null };
  }
  const isTypeName = context.state === READ_TYPE_NAME && endCode === 0 && data.length >= 20;
  context.state = null;
  const model = isTypeName ? data.slice(0, TYPE_NAME_CHARACTERS).trim() : "";
  return { side: "response", operation: null, model: /^[\x21-\x7e]{2,}/.test(model) ? model : null, found: null };
}

/** How well a frame in ASCII code fits; "no" for all else. */
function asciiMatch(reader: ByteReader): Match {
  if (!isAsciiStart(reader) || asciiLength(reader) !== reader.remaining) return "no";
  if (!isOwnCpu(reader)) return "maybe";
  return !isAsciiRequest(reader) || OPERATIONS.has(asciiCommand(reader)) ? "certain" : "maybe";
}

export const slmp = defineDecoder<SlmpMessage>({
  name: "slmp",
  title: "SLMP (MELSEC)",
  standard: "Mitsubishi Electric SH(NA)-080956, SLMP reference manual; SH-080008 for 1E frames",
  family: "ot",
  carriers: [
    { layer: "tcp", ports: [5000, 5001, 5002, 5007, 45_239] },
    { layer: "udp", ports: [5000, 5006, 45_237, 61_451] },
  ],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: {
    tcp: { firstBytes: FIRST_BYTES, fewestBytes: 9 },
    udp: { firstBytes: FIRST_BYTES, fewestBytes: 9 },
  },
  probe(reader, context) {
    if (isAFrame(reader.peek(0))) return aFrameMatch(reader, context);
    if (isAsciiAFrame(reader.peek(0))) return asciiAMatch(reader, context);
    if (isAsciiStart(reader)) return asciiMatch(reader);
    if (!SUBHEADERS.includes(reader.peek16(0)) || fieldBasicSide(reader) !== null) return "no";
    const length = peekLength(reader);
    if (length < 0 || length !== reader.remaining - lengthAt(reader) - 2) return "no";
    // Requested module 0x03FF is the own station's CPU: what practically everybody addresses.
    const at = lengthAt(reader) - 3;
    const isOwnCpu = reader.peek(at) === 0xff && reader.peek(at + 1) === 0x03 && reader.peek(at + 2) === 0;
    if (!isOwnCpu) return "maybe";
    const command = reader.peek(lengthAt(reader) + 4) | (reader.peek(lengthAt(reader) + 5) << 8);
    return !isRequest(reader.peek16(0)) || OPERATIONS.has(command) ? "certain" : "maybe";
  },
  frame(reader) {
    // The answer's length follows from the question; who polls waits for it, so it ends where the bytes end.
    if (isAFrame(reader.peek(0))) return isAFrameAnswer(reader.peek(0)) ? reader.remaining : aFrameLength(reader);
    if (isAsciiAFrame(reader.peek(0)))
      return isAsciiAAnswer(reader.peek(0)) ? reader.remaining : asciiAFrameLength(reader);
    if (reader.remaining >= 4 && isAsciiStart(reader)) return asciiLength(reader);
    if (reader.remaining < 4) return 0;
    if (!SUBHEADERS.includes(reader.peek16(0))) return -1;
    const length = peekLength(reader);
    if (length < 0) return 0;
    return length >= 2 && length <= MAX_LENGTH ? lengthAt(reader) + 2 + length : -1;
  },
  read(reader, context: MessageContext) {
    const first = reader.peek(0);
    if (isAFrame(first)) return readAFrame(isAFrameAnswer(first), first);
    if (isAsciiAFrame(first)) return readAFrame(isAsciiAAnswer(first), asciiACommand(reader));
    if (isAsciiStart(reader)) return readAscii(reader, context);
    const subheader = reader.u16();
    reader.skip(isSerialFrame(subheader) ? 9 : 5);
    const body = reader.nested(reader.u16le());
    if (isRequest(subheader)) {
      const command = body.skip(2).u16le();
      context.state = command;
      return { side: "request", operation: OPERATIONS.get(command) ?? null, model: null, found: null };
    }
    const asked = context.state;
    context.state = null;
    // Searched for by broadcast, so the question stands in another flow.
    const found = context.layer === "udp" && isSerialFrame(subheader) ? readFoundNode(body, context.senderIp) : null;
    if (found) return { side: "response", operation: null, model: null, found };
    const isTypeName = asked === READ_TYPE_NAME && body.u16le() === 0 && body.remaining >= 18;
    const model = isTypeName ? readFixedText(body, TYPE_NAME_CHARACTERS) || null : null;
    return { side: "response", operation: null, model, found: null };
  },
  observe({ side, operation, model, found }, observer) {
    observer.direction(side);
    if (operation) observer.operation(operation);
    if (found) {
      observer.binding(found.ip, found.mac, "stated");
      observer.identity("instance", found.vendorCode, { protocol: "slmp vendor-code" });
      observer.identity("instance", found.modelCode, { protocol: "slmp model-code" });
      if (found.version) observer.identity("firmware", found.version, { inferred: true, protocol: "slmp node-search" });
    }
    if (!model) return;
    observer.identity("model", model, { protocol: "slmp type-name" });
    observer.identity("vendor", "Mitsubishi Electric", { inferred: true });
    observer.identity("role", "plc", { inferred: true });
  },
});
