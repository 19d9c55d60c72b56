import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";

/** Veeder-Root 576013-635: <SOH>, I or S, three digits of function, two of tank; answers end in <ETX>. */
const SOH = 1;
const ETX = 3;
const CODE = /^([IiSs])(\d{3})(\d{2})/;
const TITLE = /\b(?:INVENTORY|TANK|REPORT|STATUS|HISTORY|TEST|ALARM)\b/;
/** System revision level: the gauge's own software. */
const REVISION = "902";
const MAX_BYTES = 16_384;
/** Code, date and header lines are in the first bytes; less than this may still grow. */
const MIN_REPORT_BYTES = 64;

interface AtgMessage {
  readonly side: "request" | "response";
  readonly operation: Operation | null;
  /** Lines that the owner stored as the report's header: name and address of the site. */
  readonly header: readonly string[];
  /** Of a report of the system's revision (function 902). */
  readonly version: string | null;
}

const isDigit = (byte: number) => byte >= 0x30 && byte <= 0x39;

function isCommandAt(reader: ByteReader, at: number): boolean {
  const letter = reader.peek(at) & 0xdf;
  if (letter !== 0x49 && letter !== 0x53) return false;
  for (let i = 1; i <= 5; i += 1) if (!isDigit(reader.peek(at + i))) return false;
  return true;
}

/** Peeks: where the code stands in a report, which starts with a line end; -1 when this is none. */
function commandOfReport(reader: ByteReader): number {
  let at = reader.peek(0) === SOH ? 1 : 0;
  const start = at;
  while (at < start + 2 && (reader.peek(at) === 13 || reader.peek(at) === 10)) at += 1;
  return at > start && isCommandAt(reader, at) ? at : -1;
}

/** Reports are printed on narrow paper; a search in a longer line need not end. */
const MAX_LINE = 120;

/** A report: code, date, up to four header lines, then a title in capitals such as "IN-TANK INVENTORY". */
function readHeader(text: string): string[] {
  const lines = text.split(/[\r\n]+/, 16).map((line) => line.trim());
  const start = lines.findIndex((line) => /\d{1,2}[/,]? ?\d{1,2}.*\d{1,2}:\d{2}/.test(line.slice(0, MAX_LINE)));
  if (start < 0) return [];
  const header: string[] = [];
  for (const line of lines.slice(start + 1)) {
    // Without the title after it, the last line of the header may be cut.
    if (header.length === 4 || TITLE.test(line)) return header;
    if (line !== "") header.push(line);
  }
  return [];
}

/** "VERSION 15.00", or "SOFTWARE# 346015-100-A" of gauges that number their software; whole only when something follows. */
function readVersion(functionCode: string | undefined, text: string): string | null {
  if (functionCode !== REVISION) return null;
  const found = /\bVERSION\s+(\d[\w.]*)\s/.exec(text) ?? /\bSOFTWARE#\s*(\d[\w.-]*)\s/.exec(text);
  return found?.[1] ?? null;
}

export const atg = defineDecoder<AtgMessage>({
  name: "atg",
  title: "Tank gauge (Veeder-Root)",
  standard: "Veeder-Root 576013-635, serial interface manual",
  family: "ot",
  carriers: [{ layer: "tcp", ports: [10_001] }],
  security: "unauthenticated",
  messagesPerFlow: 64,
  elsewhere: { tcp: { firstBytes: [0x01], fewestBytes: 7 } },
  probe(reader) {
    if (reader.peek(0) === SOH && isCommandAt(reader, 1)) return "certain";
    const at = commandOfReport(reader);
    return at < 0 ? "no" : reader.peek(0) === SOH ? "certain" : "maybe";
  },
  frame(reader) {
    const end = reader.indexOf(ETX, Math.min(reader.remaining, MAX_BYTES));
    if (end >= 0) return end + 1;
    // A request has no end of its own, and some gauges' servers leave out a report's: what is there is the message.
    const isOpen = commandOfReport(reader) >= 0 && reader.remaining < MIN_REPORT_BYTES;
    return isOpen ? 0 : reader.remaining;
  },
  read(reader) {
    const isReport = commandOfReport(reader) >= 0;
    const text = reader.latin1(Math.min(reader.remaining, MAX_BYTES)).replace(/^[\r\n\x01]+/, "");
    const code = CODE.exec(text);
    if (!code) return null;
    if (isReport)
      return { side: "response", operation: null, header: readHeader(text), version: readVersion(code[2], text) };
    return {
      side: "request",
      operation: (code[1] as string).toUpperCase() === "S" ? "write" : "read",
      header: [],
      version: null,
    };
  },
  observe({ side, operation, header, version }, observer) {
    observer.direction(side);
    if (operation) observer.operation(operation);
    if (side !== "response") return;
    if (header.length > 0) observer.identity("location", header.join(", "), { protocol: "atg header" });
    if (version) observer.identity("firmware", version, { protocol: "atg revision" });
    observer.identity("role", "tank gauge", { inferred: true });
  },
});
