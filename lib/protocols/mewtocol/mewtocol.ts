import type { Operation } from "@/lib/domain/flow/flow";
import type { IdentityField } from "@/lib/domain/observation";
import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";
import { isHexDigit } from "../framing/hex-digit";

/** Panasonic, MEWTOCOL-COM: header, station, then "#" asks, "$" answers and "!" refuses; check sum and CR at the end. */
const CR = 13;
const HEADERS = "%<";
const MARKS = "#$!";
const SHORTEST = 7;
const LONGEST = 2_048;
/** A refusal names no command: the number of what is wrong stands in its place. */
const LINE = /^[%<]([0-9A-E]{2}|FF)(?:([#$])([A-Z]{2}\S*)|(!)([0-9A-F]{2}))$/;

const COMMANDS: readonly (readonly [start: RegExp, operation: Operation])[] = [
  [/^RT/, "diagnose"],
  [/^EX..RT/, "diagnose"],
  [/^(?:RM|SR|AB)/, "control"],
  [/^(?:RP)/, "program"],
  [/^WP/, "program"],
  [/^W|^S[CD]/, "write"],
  [/^R|^M[CDG]/, "read"],
];
/** Codes of the answer to RT that one series alone has; others are shared. */
const SERIES: ReadonlyMap<string, string> = new Map([
  ["02", "FP5"],
  ["03", "FP3"],
  ["12", "FP5"],
  ["20", "FP10"],
  ["30", "FP10SH"],
  ["40", "FP0"],
  ["41", "FP0"],
  ["42", "FP0"],
  ["43", "FP-Sigma"],
  ["44", "FP-Sigma"],
  ["45", "FP-e"],
  ["46", "FP0R"],
  ["47", "FP0R"],
  ["48", "FP0R"],
  ["49", "FP0R"],
  ["50", "FP2"],
  ["60", "FP2SH"],
  ["62", "FP2SH"],
  ["70", "FP-X"],
  ["71", "FP-X"],
  ["72", "FP-X0"],
  ["73", "FP-X"],
  ["74", "FP-X"],
  ["75", "FP-X0"],
  ["76", "FP-X"],
  ["77", "FP-X"],
  ["7A", "FP-X"],
  ["7F", "FP-X0"],
  ["A0", "FP-XH"],
  ["A1", "FP-XH"],
  ["A4", "FP-XH"],
  ["A5", "FP-XH"],
  ["A7", "FP-XH"],
  ["A8", "FP-XH"],
  ["AC", "FP-XH"],
  ["AD", "FP-XH"],
  ["AE", "FP-XH"],
  ["AF", "FP-XH"],
  ["B0", "FP0H"],
  ["B1", "FP0H"],
  ["E0", "FP2SH"],
  ["E1", "FP-Sigma"],
]);
/** Model, version (one digit, one digit), capacity, mode … */
const STATUS = /^RT([0-9A-F]{2})(\d)(\d)[0-9A-F]{2}/;

interface MewtocolLine {
  readonly isAnswer: boolean;
  readonly station: string;
  readonly operation: Operation | null;
  readonly concluded: readonly (readonly [IdentityField, string])[];
}

const isOneOf = (signs: string, byte: number) => byte >= 0 && signs.includes(String.fromCharCode(byte));

/** Peeks: whether a message begins here. */
function isHead(reader: ByteReader): boolean {
  if (!isOneOf(HEADERS, reader.peek(0)) || !isHexDigit(reader.peek(1)) || !isHexDigit(reader.peek(2))) return false;
  const letter = reader.peek(4);
  const isLetter = letter >= 0x41 && letter <= 0x5a;
  return isOneOf(MARKS, reader.peek(3)) && (isLetter || (reader.peek(3) === 0x21 && isHexDigit(letter)));
}

/** The check sum: all characters before it, each exclusive-or'ed (BCC); "**" where the sender leaves it out. */
function hasCheckSum(reader: ByteReader, end: number): boolean {
  if (end < SHORTEST) return false;
  if (reader.peek(end - 2) === 0x2a && reader.peek(end - 1) === 0x2a) return true;
  let sum = 0;
  for (let at = 0; at < end - 2; at += 1) sum ^= reader.peek(at);
  const text = sum.toString(16).toUpperCase().padStart(2, "0");
  return reader.startsWith(text, end - 2);
}

/** Panasonic's FP controllers: their series, and who reads, writes and stops them. */
export const mewtocol = defineDecoder<MewtocolLine>({
  name: "mewtocol",
  title: "MEWTOCOL (Panasonic)",
  standard: "Panasonic MEWTOCOL-COM, communication protocol of the FP series",
  family: "ot",
  carriers: [
    { layer: "tcp", ports: [9094] },
    // 32769 of older units is any client's port as well: there the check sum alone tells.
    { layer: "udp", ports: [] },
  ],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: {
    tcp: { firstBytes: [0x25, 0x3c], fewestBytes: SHORTEST + 1 },
    udp: { firstBytes: [0x25, 0x3c], fewestBytes: SHORTEST + 1 },
  },
  probe(reader) {
    if (!isHead(reader)) return "no";
    const end = reader.indexOf(CR, Math.min(reader.remaining, LONGEST));
    return end < 0 ? "maybe" : hasCheckSum(reader, end) ? "certain" : "no";
  },
  frame(reader) {
    if (reader.remaining >= 5 && !isHead(reader)) return -1;
    const end = reader.indexOf(CR, Math.min(reader.remaining, LONGEST));
    return end >= 0 ? end + 1 : reader.remaining > LONGEST ? -1 : 0;
  },
  read(reader) {
    const end = reader.indexOf(CR);
    const line = reader.latin1(end < 0 ? reader.remaining + 1 : end);
    const [, station, mark, body = "", refusal] = LINE.exec(line.slice(0, -2)) ?? [];
    if (station === undefined) return null;
    if (refusal !== undefined) return { isAnswer: true, station, operation: null, concluded: [] };
    if (mark === "#") {
      const operation = COMMANDS.find(([pattern]) => pattern.test(body))?.[1] ?? null;
      return { isAnswer: false, station, operation, concluded: [] };
    }
    const [, code, major, minor] = (mark === "$" ? STATUS.exec(body) : null) ?? [];
    const series = code === undefined ? undefined : SERIES.get(code);
    const concluded: (readonly [IdentityField, string])[] = [];
    if (series) concluded.push(["model", series], ["firmware", `${major}.${minor}`]);
    return { isAnswer: true, station, operation: null, concluded };
  },
  observe({ isAnswer, station, operation, concluded }, observer) {
    observer.direction(isAnswer ? "response" : "request");
    if (operation) observer.operation(operation);
    if (!isAnswer) return;
    // "EE" is whoever is connected; stations with a number may stand on a serial line behind it.
    const of = station === "EE" ? {} : { childOfSeveral: `mewtocol station ${Number.parseInt(station, 16)}` };
    for (const [field, value] of concluded) observer.identity(field, value, { ...of, inferred: true });
    observer.identity("vendor", "Panasonic", { ...of, inferred: true });
    observer.identity("role", "plc", { ...of, inferred: true });
  },
});
