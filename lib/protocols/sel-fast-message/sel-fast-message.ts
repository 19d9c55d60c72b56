import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";
import { readFixedText } from "../framing/fixed-text";

/** SEL application guide AG95-10: every message begins with this byte; the next says what it is. */
const START = 0xa5;
const FAST_MESSAGE = 0x46;
/** Definitions and data, asked for by these two bytes alone. */
const POLLS: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2, 0xc3, 0xce, 0xcf, 0xd1, 0xd2, 0xd3]);
/** Fast operate: breakers, remote bits, resets. */
const CONTROLS: ReadonlySet<number> = new Set([0xe0, 0xe3, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9, 0xed]);
const SHORTEST_ANSWER = 6;
/** Fast messages: routing, status, function, sequence, number, then data and a checksum of two bytes. */
const HEADER_BYTES = 12;
const FUNCTION_AT = 9;
const ANSWER = 0x80;
const READS: ReadonlySet<number> = new Set([0x00, 0x10, 0x16, 0x30, 0x31, 0x33]);
const FUNCTIONS: ReadonlySet<number> = new Set([...READS, 0x01, 0x02, 0x12, 0x18, 0x20]);
const DESCRIPTION = 0x30 | ANSWER;
/** Data that a device sends without being asked. */
const UNSOLICITED: ReadonlySet<number> = new Set([0x12, 0x18]);
const FIRMWARE_BYTES = 50;
const NAME_BYTES = 40;

interface RelayMessage {
  readonly side: "request" | "response";
  readonly operation: Operation | null;
  readonly firmware: string;
  readonly name: string;
}

/** Old messages end with the sum of their bytes. */
function hasSum(reader: ByteReader, length: number): boolean {
  let sum = 0;
  for (let at = 0; at < length - 1; at += 1) sum += reader.peek(at);
  return (sum & 0xff) === reader.peek(length - 1);
}

function lengthOf(reader: ByteReader): number {
  const kind = reader.peek(1);
  if (reader.peek(0) !== START) return -1;
  if (POLLS.has(kind)) {
    const isAnotherNext = reader.peek(2) === START && (POLLS.has(reader.peek(3)) || reader.peek(3) === FAST_MESSAGE);
    return reader.remaining === 2 || isAnotherNext ? 2 : reader.peek(2);
  }
  if (kind !== FAST_MESSAGE && !CONTROLS.has(kind)) return -1;
  return reader.remaining < 3 ? 0 : reader.peek(2);
}

function readFastMessage(reader: ByteReader): RelayMessage {
  const code = reader.seek(FUNCTION_AT).u8();
  const isAnswer = (code & ANSWER) !== 0 || UNSOLICITED.has(code);
  const said = { side: isAnswer ? ("response" as const) : ("request" as const), firmware: "", name: "" };
  if (code !== DESCRIPTION) return { ...said, operation: READS.has(code) ? "read" : null };
  const firmware = readFixedText(reader.seek(HEADER_BYTES), FIRMWARE_BYTES);
  return { ...said, operation: null, firmware, name: readFixedText(reader, NAME_BYTES) };
}

/** Protective relays of Schweitzer Engineering Laboratories, mostly beside text on a Telnet port or behind a serial server. */
export const selFastMessage = defineDecoder<RelayMessage>({
  name: "sel-fast-message",
  title: "SEL Fast Message",
  standard: "SEL application guides AG95-10 and AG2002-14",
  family: "ot",
  // It has no port of its own: its bytes alone tell it.
  carriers: [{ layer: "tcp", ports: [] }],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { tcp: { firstBytes: [START], fewestBytes: SHORTEST_ANSWER } },
  probe(reader) {
    const length = lengthOf(reader);
    if (length < SHORTEST_ANSWER || length > reader.remaining) return "no";
    if (reader.peek(1) !== FAST_MESSAGE) return hasSum(reader, length) ? "certain" : "no";
    if (length < HEADER_BYTES + 2) return "no";
    for (let at = 3; at < 8; at += 1) if (reader.peek(at) !== 0) return "no";
    return FUNCTIONS.has(reader.peek(FUNCTION_AT) & ~ANSWER) ? "certain" : "no";
  },
  frame(reader) {
    if (reader.remaining < 2) return 0;
    const length = lengthOf(reader);
    if (length === 0 && reader.remaining < 3) return 0;
    const isPoll = POLLS.has(reader.peek(1)) && length === 2;
    return isPoll || length >= SHORTEST_ANSWER ? length : -1;
  },
  read(reader) {
    const length = reader.length;
    const kind = reader.skip(1).u8();
    if (kind === FAST_MESSAGE) return readFastMessage(reader);
    const nothing = { firmware: "", name: "" };
    if (CONTROLS.has(kind)) return { ...nothing, side: "request", operation: "control" };
    return length === 2
      ? { ...nothing, side: "request", operation: "read" }
      : { ...nothing, side: "response", operation: null };
  },
  observe({ side, operation, firmware, name }, observer) {
    observer.direction(side);
    if (operation) observer.operation(operation);
    if (side === "response") {
      observer.identity("vendor", "Schweitzer Engineering Laboratories", { inferred: true });
      observer.identity("role", "ied", { inferred: true });
    }
    if (firmware !== "") observer.identity("description", firmware.startsWith("FID=") ? firmware : `FID=${firmware}`);
    if (name !== "") observer.identity("name", name);
  },
});
