import type { ByteReader } from "../byte-reader";
import { isHexDigit } from "../framing/hex-digit";

/**
 * SH(NA)-080956 chapter 4 and SH-080008 (MELSEC communication protocol) section 3.2: the same frames in ASCII code, in
 * which every number is written in hexadecimal digits, the most significant first.
 */
const SUBHEADERS: readonly string[] = ["5000", "5400", "D000", "D400"];
const DIGIT = /^[0-9A-F]+$/;
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
  return SUBHEADERS.some((subheader) => reader.startsWith(subheader));
}

/** Peeks: the frame's whole length; 0 when more is needed, -1 when this is none. */
export function asciiLength(reader: ByteReader): number {
  const head = headDigits(reader);
  const end = head + LENGTH_DIGITS;
  let length = 0;
  for (let at = 4; at < end; at += 1) {
    const byte = reader.peek(at);
    if (byte < 0) return 0;
    if (!isHexDigit(byte)) return -1;
    if (at >= head) length = length * 16 + Number.parseInt(String.fromCharCode(byte), 16);
  }
  return length >= 4 && length <= MAX_LENGTH ? end + length : -1;
}

/** Peeks: module 03FF and no multidrop station: the own station's CPU, which practically everybody addresses. */
export const isOwnCpu = (reader: ByteReader) => reader.startsWith("03FF00", headDigits(reader) - 6);

/** Peeks at a request's command; -1 when there is none. */
export function asciiCommand(reader: ByteReader): number {
  let command = 0;
  for (let i = 0; i < 4; i += 1) {
    const byte = reader.peek(headDigits(reader) + LENGTH_DIGITS + 4 + i);
    if (!isHexDigit(byte)) return -1;
    command = command * 16 + Number.parseInt(String.fromCharCode(byte), 16);
  }
  return command;
}

/** Reads one whole frame. */
export function readAsciiFrame(reader: ByteReader): AsciiFrame {
  const head = headDigits(reader);
  const isRequest = reader.peek(0) === 0x35;
  const number = () => {
    const digits = reader.latin1(4);
    if (!DIGIT.test(digits)) reader.reject("a number that is not written in hexadecimal digits");
    return Number.parseInt(digits, 16);
  };
  reader.skip(head + LENGTH_DIGITS);
  if (!isRequest) return { isRequest, command: null, endCode: number(), data: reader.latin1(reader.remaining) };
  number();
  const command = number();
  return { isRequest, command, endCode: null, data: reader.latin1(reader.remaining) };
}
