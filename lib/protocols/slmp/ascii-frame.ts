import type { ByteReader } from "../byte-reader";
import { peekHex } from "./peek-hex";

/**
 * SH(NA)-080956 chapter 4 and SH-080008 (MELSEC communication protocol) section 3.2: the same frames in ASCII code, in
 * which every number is written in hexadecimal digits, the most significant first. Some write them in small letters.
 */
const SUBHEADERS: readonly number[] = [0x5000, 0x5400, 0xd000, 0xd400];
/** "5", as requests begin. */
const REQUEST_DIGIT = 0x35;
const OWN_CPU = 0x03ff00;
const LENGTH_DIGITS = 4;
const MAX_LENGTH = 8_192;

/** A frame in ASCII code, taken apart. */
export interface AsciiFrame {
  readonly isRequest: boolean;
  /** Of a request. */
  readonly command: number | null;
  /** Of a response: 0 for success. */
  readonly endCode: number | null;
  /** What follows command and subcommand, or the end code. */
  readonly data: string;
}

/** Peeks: digits before the length: subheader, in 4E frames serial number and four zeros, then the destination. */
function headDigits(reader: ByteReader): number {
  return reader.peek(1) === 0x34 ? 22 : 14;
}

/** Peeks: whether the message begins as a frame in ASCII code does, as far as it is there. */
export function isAsciiStart(reader: ByteReader): boolean {
  return SUBHEADERS.includes(peekHex(reader, 0, 4));
}

export const isAsciiRequest = (reader: ByteReader) => reader.peek(0) === REQUEST_DIGIT;

/** Peeks: the frame's whole length; 0 when more is needed, -1 when this is none. */
export function asciiLength(reader: ByteReader): number {
  const head = headDigits(reader);
  const end = head + LENGTH_DIGITS;
  for (let at = 4; at < Math.min(end, reader.remaining); at += 1) if (peekHex(reader, at, 1) < 0) return -1;
  if (reader.remaining < end) return 0;
  const length = peekHex(reader, head, LENGTH_DIGITS);
  return length >= 4 && length <= MAX_LENGTH ? end + length : -1;
}

/** Peeks: module 03FF and no multidrop station: the own station's CPU, which practically everybody addresses. */
export const isOwnCpu = (reader: ByteReader) => peekHex(reader, headDigits(reader) - 6, 6) === OWN_CPU;

/** Peeks at a request's command; -1 when there is none. */
export const asciiCommand = (reader: ByteReader) => peekHex(reader, headDigits(reader) + LENGTH_DIGITS + 4, 4);

/** Reads one whole frame. */
export function readAsciiFrame(reader: ByteReader): AsciiFrame {
  const start = headDigits(reader) + LENGTH_DIGITS;
  const isRequest = isAsciiRequest(reader);
  // A request's timer comes before its command.
  const number = peekHex(reader, isRequest ? start + 4 : start, 4);
  if (number < 0) reader.reject("a number that is not written in hexadecimal digits");
  reader.skip(isRequest ? start + 8 : start + 4);
  const data = reader.latin1(reader.remaining);
  return isRequest
    ? { isRequest, command: number, endCode: null, data }
    : { isRequest, command: null, endCode: number, data };
}
