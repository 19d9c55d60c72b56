import type { ByteRange } from "@/lib/domain/packet/frame-layer";

export type ByteMark = "found" | "chosen" | null;

export interface HexRun {
  readonly text: string;
  readonly mark: ByteMark;
}

export interface HexRow {
  /** Hexadecimal, of the first byte. */
  readonly offset: string;
  readonly hex: readonly HexRun[];
  readonly text: readonly HexRun[];
}

interface HexSize {
  readonly bytesPerRow: number;
  readonly maxRows: number;
}

/** Rows of a hex dump; neighbours that are marked alike become one run. */
export function prepareHex(
  bytes: Uint8Array,
  found: readonly ByteRange[],
  chosen: ByteRange | null,
  { bytesPerRow, maxRows }: HexSize,
): HexRow[] {
  const markOf = (at: number): ByteMark => {
    if (found.some((it) => at >= it.start && at < it.end)) return "found";
    return chosen && at >= chosen.start && at < chosen.end ? "chosen" : null;
  };
  const rows: HexRow[] = [];
  for (let start = 0; start < bytes.length && rows.length < maxRows; start += bytesPerRow) {
    const hex: { text: string; mark: ByteMark }[] = [];
    const text: { text: string; mark: ByteMark }[] = [];
    for (let at = start; at < Math.min(start + bytesPerRow, bytes.length); at += 1) {
      const byte = bytes[at] as number;
      const mark = markOf(at);
      push(hex, `${byte.toString(16).padStart(2, "0")}`, mark, " ");
      push(text, byte >= 32 && byte < 127 ? String.fromCharCode(byte) : "·", mark, "");
    }
    rows.push({ offset: start.toString(16).padStart(4, "0"), hex, text });
  }
  return rows;
}

function push(runs: { text: string; mark: ByteMark }[], text: string, mark: ByteMark, gap: string): void {
  const last = runs.at(-1);
  if (last && last.mark === mark) last.text += gap + text;
  else runs.push({ text, mark });
}

/** Pieces of a line of text, marked where the value stands. Offsets are in characters. */
export function prepareText(text: string, found: readonly ByteRange[]): HexRun[] {
  const runs: HexRun[] = [];
  let at = 0;
  for (const { start, end } of [...found].sort((a, b) => a.start - b.start)) {
    if (start < at) continue;
    if (start > at) runs.push({ text: text.slice(at, start), mark: null });
    runs.push({ text: text.slice(start, end), mark: "found" });
    at = end;
  }
  if (at < text.length) runs.push({ text: text.slice(at), mark: null });
  return runs;
}
