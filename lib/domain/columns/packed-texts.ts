import type { TextPattern } from "../query/query";
import { grown } from "./text-column";

/** Around every text; no stored text has it. */
const EDGE = "\u0000";
/** Below this many bytes of forgotten texts nothing is gained by making room. */
const SMALL = 1 << 20;

/**
 * A column whose rows hold any number of texts each that hardly repeat, in lower case: as bytes in one piece, which are
 * searched faster than a million strings, and which the collector of garbage need not walk through.
 */
export class PackedTexts {
  #bytes = Buffer.alloc(0);
  #length = 0;
  /** Bytes of texts that were forgotten. */
  #unused = 0;
  /** Where the row's texts start, and how many bytes they take with their edges. */
  #starts = new Uint32Array(0);
  #sizes = new Uint32Array(0);

  set(row: number, texts: readonly string[]): void {
    if (texts.length === 0) {
      this.clear(row);
      return;
    }
    if (row >= this.#starts.length) {
      this.#starts = grown(this.#starts, row);
      this.#sizes = grown(this.#sizes, row);
    }
    const bytes = Buffer.from(EDGE + texts.join(EDGE) + EDGE);
    // Most rows that change say the same here, and what is forgotten has to be cleared away some time.
    if (this.#holds(row, bytes)) return;
    this.clear(row);
    this.#append(row, bytes);
  }

  clear(row: number): void {
    const size = this.#sizes[row] ?? 0;
    if (size === 0) return;
    this.#sizes[row] = 0;
    this.#unused += size;
    if (this.#unused > SMALL && this.#unused * 2 > this.#length) this.#makeRoom();
  }

  hasAny(row: number): boolean {
    return (this.#sizes[row] ?? 0) > 0;
  }

  /** The first text of the row; null where it has none. */
  textOf(row: number): string | null {
    if (!this.hasAny(row)) return null;
    const from = (this.#starts[row] as number) + 1;
    return this.#bytes.toString("utf8", from, this.#bytes.indexOf(0, from));
  }

  /** Whether the row's first text is what `wanted` says in UTF-8, begins so, or is another. */
  fitOf(row: number, wanted: Uint8Array): "same" | "begins" | "other" {
    if (!this.hasAny(row)) return "other";
    const from = (this.#starts[row] as number) + 1;
    if (!isAt(this.#bytes, from, wanted)) return "other";
    return this.#bytes[from + wanted.length] === 0 ? "same" : "begins";
  }

  /** Takes the rows out of the mask that have no text. */
  narrowToKnown(mask: Uint8Array): void {
    for (let row = 0; row < mask.length; row++) if (!this.hasAny(row)) mask[row] = 0;
  }

  /** Takes the rows out of the mask none of whose texts fits. */
  narrow(mask: Uint8Array, pattern: TextPattern): void {
    if (pattern.some((piece) => piece.includes(EDGE))) {
      mask.fill(0);
      return;
    }
    const { needle, isEnough } = needleOf(pattern);
    // No row's texts are longer than some hundred bytes as a rule: a search by hand costs less than a call for each.
    const [bytes, starts, sizes] = [this.#bytes, this.#starts, this.#sizes];
    const [first, length] = [needle[0], needle.length];
    const pieces = pattern.map((piece) => Buffer.from(piece));
    const fits = (from: number, to: number) => fitsBytes(bytes, from, to, pieces);
    const rows = Math.min(mask.length, sizes.length);
    for (let row = 0; row < rows; row++) {
      if (mask[row] === 0) continue;
      const last = (starts[row] as number) + (sizes[row] as number) - length;
      let isThere = false;
      for (let at = starts[row] as number; at <= last && !isThere; at++) {
        if (bytes[at] !== first) continue;
        let same = 1;
        while (same < length && bytes[at + same] === needle[same]) same++;
        isThere = same === length;
      }
      if (!isThere || !(isEnough || this.#hasText(row, fits))) mask[row] = 0;
    }
    mask.fill(0, rows);
  }

  /** Sets 1 for every row one of whose texts lies between the two in order, both inside. */
  markBetween(found: Uint8Array, from: string, to: string): void {
    const [first, last] = [Buffer.from(from), Buffer.from(to)];
    const bytes = this.#bytes;
    const isBetween = (start: number, end: number) =>
      compareBytes(bytes, start, end, first) >= 0 && compareBytes(bytes, start, end, last) <= 0;
    const rows = Math.min(found.length, this.#sizes.length);
    for (let row = 0; row < rows; row++) if (this.#hasText(row, isBetween)) found[row] = 1;
  }

  #hasText(row: number, passes: (start: number, end: number) => boolean): boolean {
    const end = (this.#starts[row] as number) + (this.#sizes[row] as number);
    for (let from = (this.#starts[row] as number) + 1; from < end; ) {
      let to = from;
      while (this.#bytes[to] !== 0) to++;
      if (passes(from, to)) return true;
      from = to + 1;
    }
    return false;
  }

  #holds(row: number, bytes: Buffer): boolean {
    const [start, size] = [this.#starts[row] as number, this.#sizes[row] as number];
    return size === bytes.length && this.#bytes.compare(bytes, 0, size, start, start + size) === 0;
  }

  #append(row: number, texts: Buffer): void {
    if (this.#length + texts.length > this.#bytes.length) {
      const larger = Buffer.alloc(Math.max(1 << 16, Math.ceil((this.#length + texts.length) * 1.5)));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    texts.copy(this.#bytes, this.#length);
    this.#starts[row] = this.#length;
    this.#sizes[row] = texts.length;
    this.#length += texts.length;
  }

  /** Leaves out the texts that were forgotten. */
  #makeRoom(): void {
    const before = this.#bytes;
    this.#bytes = Buffer.alloc(this.#length - this.#unused);
    this.#length = 0;
    this.#unused = 0;
    for (let row = 0; row < this.#sizes.length; row++) {
      const [start, size] = [this.#starts[row] as number, this.#sizes[row] as number];
      if (size > 0) this.#append(row, before.subarray(start, start + size));
    }
  }
}

/** As `fits` of lib/domain/query/matches, for the text between two places and a pattern of two pieces or more. */
function fitsBytes(bytes: Uint8Array, from: number, to: number, pieces: readonly Uint8Array[]): boolean {
  const [first, last] = [pieces[0] as Uint8Array, pieces[pieces.length - 1] as Uint8Array];
  const end = to - last.length;
  if (end - from < first.length || !isAt(bytes, from, first) || !isAt(bytes, end, last)) return false;
  let at = from + first.length;
  for (let middle = 1; middle < pieces.length - 1; middle++) {
    const piece = pieces[middle] as Uint8Array;
    while (at + piece.length <= end && !isAt(bytes, at, piece)) at++;
    if (at + piece.length > end) return false;
    at += piece.length;
  }
  return true;
}

/** Below 0 where the text between two places comes before the other, above 0 where it comes behind. */
function compareBytes(bytes: Uint8Array, from: number, to: number, other: Uint8Array): number {
  const length = Math.min(to - from, other.length);
  for (let at = 0; at < length; at++) {
    const difference = (bytes[from + at] as number) - (other[at] as number);
    if (difference !== 0) return difference;
  }
  return to - from - other.length;
}

function isAt(bytes: Uint8Array, place: number, piece: Uint8Array): boolean {
  for (let at = 0; at < piece.length; at++) if (bytes[place + at] !== piece[at]) return false;
  return true;
}

/** Bytes that a row has where one of its texts fits; `isEnough` says that it fits wherever they are. */
function needleOf(pattern: TextPattern): { readonly needle: Uint8Array; readonly isEnough: boolean } {
  const [first = "", ...others] = pattern;
  const longest = pattern.reduce((one, other) => (other.length > one.length ? other : one), "");
  const isOnly = pattern.filter((piece) => piece !== "").length <= 1;
  const start = others.length === 0 || first !== "" ? EDGE : "";
  const end = others.length === 0 || others.at(-1) !== "" ? EDGE : "";
  // Without any piece every text fits, and each has an edge.
  const text = isOnly ? start + longest + end || EDGE : longest;
  return { needle: Buffer.from(text), isEnough: isOnly };
}
