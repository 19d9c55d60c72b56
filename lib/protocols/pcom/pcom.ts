import type { Operation } from "@/lib/domain/flow/flow";
import type { IdentityField } from "@/lib/domain/observation";
import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";
import { withoutPadding } from "../framing/fixed-text";
import { isHexDigit } from "../framing/hex-digit";
import { modelOfCode } from "./models";

const PORT = 20_256;
/** Transaction, mode, 0, length of what follows (little-endian). */
const HEADER_BYTES = 6;
const MAX_BODY_BYTES = 2_048;
const ASCII = 101;
const BINARY = 102;
const START = 0x2f;
const BINARY_START = "/_OPLC";
/** Of binary messages: start, unit, reserved, command, details, length of the data and checksum. */
const BINARY_HEAD_BYTES = 24;
const REPLY = 0x80;
const GET_NAME = 0x0c;

/** ASCII commands by how they begin; the longer one stands first. */
const COMMANDS: readonly (readonly [start: RegExp, operation: Operation])[] = [
  [/^CC[RSEI]/, "control"],
  [/^(?:ID|UG)/, "diagnose"],
  [/^(?:US|S[ABCFNSW])/, "write"],
  [/^(?:RC|R[ABEWN]|G[SFXYZ])/, "read"],
];
const BINARY_COMMANDS: ReadonlyMap<number, Operation> = new Map([
  [0x01, "read"],
  [0x04, "read"],
  [GET_NAME, "diagnose"],
  [0x41, "write"],
  [0x44, "write"],
  [0x4d, "read"],
]);
/** Code of the model, letter of the hardware, version and build of the operating system. */
const ID_REPLY = /^ID(.{6})([A-Z])(\d{3})(\d{3})(\d{2})B/;

interface PcomMessage {
  readonly isReply: boolean;
  readonly unit: number;
  readonly operation: Operation | null;
  readonly stated: readonly (readonly [IdentityField, string])[];
  readonly concluded: readonly (readonly [IdentityField, string])[];
}

const isLetter = (byte: number) => byte >= 0x41 && byte <= 0x5a;

/** Peeks: "/" or, in replies, "/A", then the unit in two hexadecimal digits and the command's letters. */
function isAsciiAt(reader: ByteReader, at: number): boolean {
  if (reader.peek(at) !== START) return false;
  const unit = reader.peek(at + 1) === 0x41 ? at + 2 : at + 1;
  return (
    isHexDigit(reader.peek(unit)) &&
    isHexDigit(reader.peek(unit + 1)) &&
    [2, 3].every((it) => isLetter(reader.peek(unit + it)))
  );
}

function lengthOf(reader: ByteReader): number {
  const high = reader.peek(5);
  return high < 0 ? -1 : reader.peek(4) | (high << 8);
}

function readAscii(reader: ByteReader, length: number): PcomMessage {
  const text = reader.latin1(length);
  const isReply = text[1] === "A";
  const start = isReply ? 2 : 1;
  const command = text.slice(start + 2);
  const unit = Number.parseInt(text.slice(start, start + 2), 16);
  const operation = isReply ? null : (COMMANDS.find(([pattern]) => pattern.test(command))?.[1] ?? null);
  const [, code = "", hardware, major, minor, build] = (isReply ? ID_REPLY.exec(command) : null) ?? [];
  if (hardware === undefined) return { isReply, unit, operation, stated: [], concluded: [] };
  const model = modelOfCode(code.trim());
  return {
    isReply,
    unit,
    operation,
    stated: [["hardware", hardware]],
    concluded: [
      ...(model ? [["model", model] as const] : []),
      ["firmware", `${Number(major)}.${Number(minor)} (${Number(build)})`],
    ],
  };
}

function readBinary(reader: ByteReader, length: number): PcomMessage {
  const body = reader.nested(length);
  const unit = body.skip(BINARY_START.length).u8();
  const command = body.skip(5).u8();
  const isReply = command >= REPLY;
  const dataLength = body.skip(7).u16le();
  body.seek(BINARY_HEAD_BYTES);
  const name = command === (GET_NAME | REPLY) ? withoutPadding(body.latin1(dataLength)) : "";
  return {
    isReply,
    unit,
    operation: BINARY_COMMANDS.get(command) ?? null,
    stated: name === "" ? [] : [["name", name]],
    concluded: [],
  };
}

/** Controllers of Unitronics: what they are, and who starts, stops and writes them. */
export const pcom = defineDecoder<PcomMessage>({
  name: "pcom",
  title: "PCOM (Unitronics)",
  standard: "Unitronics PCOM protocol, over TCP",
  family: "ot",
  carriers: [{ layer: "tcp", ports: [PORT] }],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { tcp: { fewestBytes: HEADER_BYTES + 5 } },
  probe(reader) {
    const mode = reader.peek(2);
    if ((mode !== ASCII && mode !== BINARY) || reader.peek(3) !== 0) return "no";
    const length = lengthOf(reader);
    if (length < 0 || length > MAX_BODY_BYTES) return "no";
    const isBody = mode === ASCII ? isAsciiAt(reader, HEADER_BYTES) : reader.startsWith(BINARY_START, HEADER_BYTES);
    return isBody ? "certain" : "no";
  },
  frame(reader) {
    const mode = reader.peek(2);
    if (mode >= 0 && mode !== ASCII && mode !== BINARY) return -1;
    const length = lengthOf(reader);
    if (length < 0) return 0;
    return length > 0 && length <= MAX_BODY_BYTES ? HEADER_BYTES + length : -1;
  },
  read(reader) {
    const mode = reader.skip(2).u8();
    const length = reader.skip(1).u16le();
    if (reader.peek(0) !== START) return null;
    if (mode === BINARY) return reader.startsWith(BINARY_START) ? readBinary(reader, length) : null;
    return isAsciiAt(reader, 0) ? readAscii(reader, length) : null;
  },
  observe({ isReply, unit, operation, stated, concluded }, observer) {
    observer.direction(isReply ? "response" : "request");
    if (operation) observer.operation(operation);
    if (!isReply) return;
    // Unit 0 is whoever was asked; other numbers may be behind it on CANbus or a serial line.
    const of = unit === 0 ? {} : { childOfSeveral: `pcom unit ${unit}` };
    for (const [field, value] of stated) observer.identity(field, value, of);
    for (const [field, value] of concluded) observer.identity(field, value, { ...of, inferred: true });
    observer.identity("vendor", "Unitronics", { ...of, inferred: true });
    observer.identity("role", "plc", { ...of, inferred: true });
  },
});
