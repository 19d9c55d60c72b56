import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import type { Match, MessageContext } from "../define-decoder";

/**
 * SH-080008 (MELSEC communication protocol) chapter 18: A-compatible 1E frames in binary code, which FX and older
 * modules speak. They have neither length nor mark: what they ask for has to fit.
 */
const OWN_STATION = 0xff;
export const A_COMMAND = {
  readBits: 0,
  readWords: 1,
  writeBits: 2,
  writeWords: 3,
  run: 0x13,
  stop: 0x14,
  readType: 0x15,
} as const;
const ANSWER = 0x80;
const LAST_COMMAND = 0x17;
const HEAD_BYTES = 12;
const BARE_BYTES = 4;
/** Device codes, two letters in a word that is sent with its low byte first: D, R, M, X, Y, B, W, F, S, and timers' and counters' values and contacts. */
const DEVICES: readonly number[] = [
  0x2044, 0x2052, 0x204d, 0x2058, 0x2059, 0x2042, 0x2057, 0x2046, 0x2053, 0x4e54, 0x4e43, 0x5354, 0x5343, 0x4354,
  0x4343,
];

/** Whether the two letters of a device's code, the first in the high byte, are those of one. */
export const isADevice = (letters: number) => DEVICES.includes(((letters & 0xff) << 8) | (letters >> 8));

/** Peeks: length of the request, 0 when more is needed, -1 when it is none of those that are read. */
export function aFrameLength(reader: ByteReader): number {
  const command = reader.peek(0);
  if (reader.remaining >= 2 && reader.peek(1) !== OWN_STATION) return -1;
  if (command >= A_COMMAND.run && command <= A_COMMAND.readType) return reader.remaining < BARE_BYTES ? 0 : BARE_BYTES;
  if (command < 0 || command > A_COMMAND.writeWords) return -1;
  if (reader.remaining < HEAD_BYTES) return 0;
  const count = reader.peek(10) === 0 ? 256 : reader.peek(10);
  if (!DEVICES.includes(reader.peek16(8)) || reader.peek(11) !== 0) return -1;
  if (command === A_COMMAND.writeBits) return HEAD_BYTES + Math.ceil(count / 2);
  return command === A_COMMAND.writeWords ? HEAD_BYTES + 2 * count : HEAD_BYTES;
}

/** Whether the first byte may begin a 1E frame, of either side. */
export const isAFrame = (first: number) =>
  (first >= 0 && first <= LAST_COMMAND) || (first >= ANSWER && first <= ANSWER + LAST_COMMAND);

export const isAFrameAnswer = (first: number) => first >= ANSWER;

/** How well a request fits. Answers look like RTP and much else: they are known by their flow, or on a port of TCP. */
export function aFrameMatch(reader: ByteReader, { layer, fromInitiator }: MessageContext): Match {
  if (isAFrameAnswer(reader.peek(0))) return layer === "tcp" && !fromInitiator && reader.peek(1) === 0 ? "maybe" : "no";
  if (aFrameLength(reader) !== reader.remaining) return "no";
  return reader.remaining === BARE_BYTES ? "maybe" : "certain";
}

/** What a request does. */
export function aFrameOperation(command: number): Operation | null {
  switch (command) {
    case A_COMMAND.readBits:
    case A_COMMAND.readWords:
      return "read";
    case A_COMMAND.writeBits:
    case A_COMMAND.writeWords:
      return "write";
    case A_COMMAND.run:
    case A_COMMAND.stop:
      return "control";
    default:
      return command === A_COMMAND.readType ? "diagnose" : null;
  }
}
