import type { IdentityField } from "@/lib/domain/observation";
import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";
import { lineFrame } from "../framing/text-line";
import { TALKERS } from "./talkers";

/** IEC 61162-450 §7.2: what a datagram of sentences begins with. */
const DATAGRAM = "UdPbC\0";
const SHORTEST = 9;
const MAX_SENTENCES = 64;
const MAX_LINE = 1_024;

/** A TAG block ("\s:GP0001,n:12*2F\", §7.2.3), then a sentence: talker and formatter, fields, check sum. */
const LINE = /^(?:\\([^\\]{1,160})\\)?[$!]([A-Z]{2})([A-Z]{3}),([^*]{0,200})\*([0-9A-F]{2})$/;
/** System function identifier (§4.4.2): two letters of the talker, four digits of the instance. */
const SOURCE = /(?:^|,)s:([A-Z]{2}\d{4})(?=[,*])/;

interface Sentence {
  /** The device of several that may speak through the endpoint. */
  readonly child: string;
  readonly role: string | null;
  readonly facts: readonly (readonly [IdentityField, string])[];
}

/** IEC 61162-1 §7.2.1: all characters between the start and the "*", each exclusive-or'ed. */
function hasCheckSum(body: string, sum: string): boolean {
  let all = 0;
  for (let at = 0; at < body.length; at += 1) all ^= body.charCodeAt(at);
  return all === Number.parseInt(sum, 16);
}

/** VER (IEC 61162-1): total, number, device type, vendor, unique identifier, serial number, model, software, hardware. */
function versionFacts(fields: readonly string[]): Sentence["facts"] {
  const [, , , vendor = "", , serial = "", model = "", firmware = "", hardware = ""] = fields;
  const facts: Sentence["facts"] = [
    ["vendor", vendor],
    ["serial", serial],
    ["model", model],
    ["firmware", firmware],
    ["hardware", hardware],
  ];
  return facts.filter(([, value]) => value !== "");
}

/** VDO: what the ship's own transponder sends (ITU-R M.1371 in six-bit characters): its MMSI is bits 8 to 37. */
function ownNumber(fields: readonly string[]): Sentence["facts"] {
  const [, number, , , payload = ""] = fields;
  if (number !== "1" || payload.length < 7) return [];
  let bits = 0n;
  for (const char of payload.slice(0, 7)) {
    const value = char.charCodeAt(0) - 48;
    bits = (bits << 6n) | BigInt(value > 40 ? value - 8 : value);
  }
  const mmsi = String((bits >> 4n) & 0x3fffffffn);
  return /^[1-9]\d{8}$/.test(mmsi) ? [["instance", mmsi]] : [];
}

function readSentence(line: string): Sentence | null {
  const [, tag, talker = "", formatter = "", body = "", sum] = LINE.exec(line) ?? [];
  if (sum === undefined || !hasCheckSum(`${talker}${formatter},${body}`, sum)) return null;
  const source = tag === undefined ? null : (SOURCE.exec(tag)?.[1] ?? null);
  const known = TALKERS.get((source ?? talker).slice(0, 2));
  const fields = body.split(",", 16);
  const stated = formatter === "VER" ? versionFacts(fields) : formatter === "VDO" ? ownNumber(fields) : [];
  return {
    child: `nmea ${source ?? known?.id ?? talker}`,
    role: known?.role ?? null,
    facts: source === null ? stated : [["instance", source], ...stated],
  };
}

function startOf(reader: ByteReader): number {
  return reader.startsWith(DATAGRAM) ? DATAGRAM.length : 0;
}

/** Peeks: the first line as text, without its end; null when it has none or is no text. */
function peekLine(reader: ByteReader, from: number): string | null {
  const end = reader.indexOf(13, Math.min(reader.remaining, from + MAX_LINE), from);
  if (end < 0 || reader.peek(end + 1) !== 10) return null;
  let line = "";
  for (let at = from; at < end; at += 1) line += String.fromCharCode(reader.peek(at));
  return line;
}

/** Ships, ports and clocks: receivers of positions, compasses, transponders and what tells their numbers on. */
export const nmea0183 = defineDecoder<readonly Sentence[]>({
  name: "nmea-0183",
  title: "NMEA 0183 (IEC 61162)",
  standard: "IEC 61162-1:2016 (NMEA 0183), IEC 61162-450:2018",
  family: "ot",
  carriers: [
    // Ships' networks use 60001 on, which clients everywhere take: there the datagram's own beginning tells.
    { layer: "udp", ports: [10_110] },
    { layer: "tcp", ports: [10_110] },
  ],
  security: "unauthenticated",
  messagesPerFlow: 256,
  elsewhere: {
    udp: { firstBytes: [0x21, 0x24, 0x55, 0x5c], fewestBytes: SHORTEST },
    tcp: { firstBytes: [0x21, 0x24, 0x5c], fewestBytes: SHORTEST },
  },
  probe(reader, { layer }) {
    const start = layer === "udp" ? startOf(reader) : 0;
    const first = reader.peek(start);
    if (reader.remaining < SHORTEST || (first !== 0x21 && first !== 0x24 && first !== 0x5c)) return "no";
    const line = peekLine(reader, start);
    return line !== null && readSentence(line) !== null ? "certain" : "no";
  },
  frame: lineFrame,
  read(reader, { isCut }) {
    reader.skip(startOf(reader));
    const lines = reader.latin1(reader.remaining).split("\r\n", MAX_SENTENCES);
    // What the last line end leaves is nothing, or the beginning of a sentence that was cut.
    if (isCut) lines.pop();
    return lines.flatMap((line) => readSentence(line) ?? []);
  },
  observe(sentences, observer) {
    for (const { child, role, facts } of sentences) {
      for (const [field, value] of facts) observer.identity(field, value, { childOfSeveral: child });
      if (role) observer.identity("role", role, { childOfSeveral: child, inferred: true });
    }
  },
});
