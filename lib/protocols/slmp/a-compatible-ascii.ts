import type { ByteReader } from "../byte-reader";
import type { Match, MessageContext } from "../define-decoder";
import { A_COMMAND, isADevice } from "./a-compatible-frame";
import { peekHex } from "./peek-hex";

/**
 * SH-080008 chapter 18: A-compatible 1E frames in ASCII code. Every number is written in hexadecimal digits, the most
 * significant first, and the device's code stands before its number.
 */
const OWN_STATION = 0xff;
const HEAD_DIGITS = 24;
const BARE_DIGITS = 8;
const FIRST = { command: 0x30, remoteCommand: 0x31, answer: 0x38 } as const;

/** Peeks: whether the first byte may begin such a frame, of either side; no other frame begins so. */
export const isAsciiAFrame = (first: number) =>
  first === FIRST.command || first === FIRST.remoteCommand || first === FIRST.answer;

export const isAsciiAAnswer = (first: number) => first === FIRST.answer;

/** Peeks: the command, or -1. */
export const asciiACommand = (reader: ByteReader) => peekHex(reader, 0, 2);

/** Peeks: length of the request, 0 when more is needed, -1 when it is none of those that are read. */
export function asciiAFrameLength(reader: ByteReader): number {
  const { remaining } = reader;
  if (remaining >= 4 && peekHex(reader, 2, 2) !== OWN_STATION) return -1;
  if (remaining < BARE_DIGITS) return 0;
  const command = asciiACommand(reader);
  if (peekHex(reader, 4, 4) < 0) return -1;
  if (command >= A_COMMAND.run && command <= A_COMMAND.readType) return BARE_DIGITS;
  if (command < 0 || command > A_COMMAND.writeWords) return -1;
  if (remaining < HEAD_DIGITS) return 0;
  const count = peekHex(reader, 20, 2) || 256;
  const isHead = isADevice(peekHex(reader, 8, 4)) && peekHex(reader, 12, 8) >= 0 && peekHex(reader, 22, 2) === 0;
  if (!isHead || count < 0) return -1;
  // A digit for each bit, of which there is an even number, and four for each word.
  if (command === A_COMMAND.writeBits) return HEAD_DIGITS + count + (count % 2);
  return command === A_COMMAND.writeWords ? HEAD_DIGITS + 4 * count : HEAD_DIGITS;
}

/** How well a message fits; answers are known by their flow, or on a port of TCP. */
export function asciiAMatch(reader: ByteReader, { layer, fromInitiator }: MessageContext): Match {
  if (isAsciiAAnswer(reader.peek(0)))
    return layer === "tcp" && !fromInitiator && peekHex(reader, 0, 4) % 0x100 === 0 ? "maybe" : "no";
  if (asciiAFrameLength(reader) !== reader.remaining) return "no";
  return reader.remaining === BARE_DIGITS ? "maybe" : "certain";
}
