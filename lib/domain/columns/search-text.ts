import { grown } from "./text-column";

const NOTHING = 0;

/**
 * The search texts of all rows in one piece of bytes, each ended by a zero: a word is looked for in all of them by one
 * search through memory, which needs no index that every write would have to keep.
 */
export class SearchText {
  #bytes = Buffer.alloc(0);
  #length = 0;
  /** Where pieces start, ascending, and whose they are. */
  #starts = new Float64Array(0);
  #owners = new Uint32Array(0);
  #pieces = 0;
  /** The row's current piece. */
  #pieceOf = new Uint32Array(0);

  set(row: number, text: string): void {
    this.clear(row);
    const size = Buffer.byteLength(text) + 1;
    if (this.#length + size > this.#bytes.length) {
      const larger = Buffer.alloc(Math.max(1 << 16, (this.#length + size) * 2));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    if (this.#pieces >= this.#starts.length) {
      this.#starts = grown(this.#starts, this.#pieces);
      this.#owners = grown(this.#owners, this.#pieces);
    }
    if (row >= this.#pieceOf.length) this.#pieceOf = grown(this.#pieceOf, row);
    this.#starts[this.#pieces] = this.#length;
    this.#owners[this.#pieces] = row;
    this.#pieces++;
    this.#pieceOf[row] = this.#pieces;
    this.#bytes.write(text, this.#length);
    this.#length += size;
    this.#bytes[this.#length - 1] = NOTHING;
  }

  /** Forgets the row's text. */
  clear(row: number): void {
    const piece = this.#pieceOf[row] ?? 0;
    if (piece === 0) return;
    const end = piece < this.#pieces ? (this.#starts[piece] ?? 0) : this.#length;
    this.#bytes.fill(NOTHING, this.#starts[piece - 1] ?? 0, end);
    this.#pieceOf[row] = 0;
  }

  /** 1 for every row whose text contains the word. */
  find(word: string, rows: number): Uint8Array {
    const found = new Uint8Array(rows);
    const wanted = Buffer.from(word);
    if (wanted.length === 0) return found.fill(1);
    const bytes = this.#bytes.subarray(0, this.#length);
    let piece = 0;
    for (let at = bytes.indexOf(wanted); at >= 0; ) {
      piece = this.#pieceAt(at, piece);
      found[this.#owners[piece] ?? 0] = 1;
      const next = piece + 1 < this.#pieces ? (this.#starts[piece + 1] ?? 0) : this.#length;
      at = next >= this.#length ? -1 : bytes.indexOf(wanted, next);
    }
    return found;
  }

  /** The last piece that starts at or before the position; it is no earlier than `from`. */
  #pieceAt(position: number, from: number): number {
    let [low, high] = [from, this.#pieces - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
