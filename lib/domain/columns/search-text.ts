import { lend } from "./lent-arrays";
import { grown } from "./text-column";

const NOTHING = 0;
/** Bytes of a word that are looked up together. */
const GRAM = 4;
/** Pieces of a block, as an exponent of 2; 32 blocks, one for each bit of a number, have a signature together. */
const BLOCK_BITS = 5;
const SIGNATURE_BITS = BLOCK_BITS + 5;
/** Numbers of a signature, as an exponent of 2. */
const SLOT_BITS = 13;
/** Below this many bytes of forgotten texts nothing is gained by making room. */
const SMALL = 1 << 20;

/**
 * The search texts of all rows in one piece of bytes, each ended by a zero. A word is looked for by one search through
 * the blocks that may have it: for every four bytes in a row, hashed to a slot, a signature says which blocks have some
 * that came to this slot. Exact, as signatures only leave out; words of less than four bytes are looked for in all.
 */
export class SearchText {
  #bytes = Buffer.alloc(0);
  #length = 0;
  /** Bytes of texts that were forgotten. */
  #unused = 0;
  /** Where pieces start, ascending, and whose they are. */
  #starts = new Uint32Array(0);
  #owners = new Uint32Array(0);
  #pieces = 0;
  /** The row's current piece, one more than its number. */
  #pieceOf = new Uint32Array(0);
  #signatures: Uint32Array[] = [];

  /** Bytes that the texts take, with those that were forgotten. */
  get bytes(): number {
    return this.#length;
  }

  set(row: number, text: string): void {
    const bytes = Buffer.from(text);
    const piece = this.#pieceOf[row] ?? 0;
    if (piece > 0) {
      if (bytes.equals(this.#textOf(piece - 1))) return;
      this.clear(row);
    }
    this.#append(row, bytes);
  }

  /** Forgets the row's text. */
  clear(row: number): void {
    const piece = this.#pieceOf[row] ?? 0;
    if (piece === 0) return;
    const text = this.#textOf(piece - 1);
    text.fill(NOTHING);
    this.#pieceOf[row] = 0;
    this.#unused += text.length + 1;
    if (this.#unused > SMALL && this.#unused * 2 > this.#length) this.#makeRoom();
  }

  /** 1 for every row whose text contains the word. To be given back. */
  find(word: string, rows: number): Uint8Array {
    const found = lend(Uint8Array, rows).fill(0);
    const wanted = Buffer.from(word);
    if (wanted.length === 0) return found.fill(1);
    const slots = slotsOf(wanted);
    // Blocks that stand side by side are searched in one go.
    let [from, to] = [0, 0];
    for (const [at, signature] of this.#signatures.entries()) {
      let blocks = -1;
      for (const slot of slots) blocks &= signature[slot] as number;
      for (let block = 0; blocks !== 0; block++, blocks >>>= 1) {
        if ((blocks & 1) === 0) continue;
        const first = (at << SIGNATURE_BITS) + (block << BLOCK_BITS);
        if (first > to) {
          this.#findIn(wanted, from, to, found);
          from = first;
        }
        to = first + (1 << BLOCK_BITS);
      }
    }
    this.#findIn(wanted, from, to, found);
    return found;
  }

  /** In the pieces from one up to another, which is not looked at. */
  #findIn(wanted: Buffer, from: number, to: number, found: Uint8Array): void {
    if (from >= to) return;
    const bytes = this.#bytes.subarray(0, this.#startOf(to));
    let piece = from;
    for (let at = bytes.indexOf(wanted, this.#startOf(from)); at >= 0; ) {
      piece = this.#pieceAt(at, piece);
      found[this.#owners[piece] as number] = 1;
      const next = this.#startOf(piece + 1);
      at = next >= bytes.length ? -1 : bytes.indexOf(wanted, next);
    }
  }

  /** The last piece that starts at or before the position; it is no earlier than `from`, and often near. */
  #pieceAt(position: number, from: number): number {
    let low = from;
    let step = 1;
    while (low + step < this.#pieces && (this.#starts[low + step] as number) <= position) {
      low += step;
      step *= 2;
    }
    let high = Math.min(low + step, this.#pieces) - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #startOf(piece: number): number {
    return piece < this.#pieces ? (this.#starts[piece] as number) : this.#length;
  }

  #textOf(piece: number): Buffer {
    return this.#bytes.subarray(this.#startOf(piece), this.#startOf(piece + 1) - 1);
  }

  #append(row: number, text: Buffer): void {
    const size = text.length + 1;
    if (this.#length + size > this.#bytes.length) {
      const larger = Buffer.alloc(Math.max(1 << 16, Math.ceil((this.#length + size) * 1.5)));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    if (this.#pieces >= this.#starts.length) {
      this.#starts = grown(this.#starts, this.#pieces);
      this.#owners = grown(this.#owners, this.#pieces);
    }
    if (row >= this.#pieceOf.length) this.#pieceOf = grown(this.#pieceOf, row);
    const piece = this.#pieces++;
    this.#starts[piece] = this.#length;
    this.#owners[piece] = row;
    this.#pieceOf[row] = piece + 1;
    text.copy(this.#bytes, this.#length);
    this.#length += size;
    this.#bytes[this.#length - 1] = NOTHING;
    this.#signatures[piece >> SIGNATURE_BITS] ??= new Uint32Array(1 << SLOT_BITS);
    sign(this.#signatures[piece >> SIGNATURE_BITS] as Uint32Array, 1 << ((piece >> BLOCK_BITS) & 31), text);
  }

  /** Leaves out the texts that were forgotten. */
  #makeRoom(): void {
    const kept = new SearchText();
    for (let piece = 0; piece < this.#pieces; piece++) {
      const row = this.#owners[piece] as number;
      if (this.#pieceOf[row] === piece + 1) kept.#append(row, this.#textOf(piece));
    }
    this.#bytes = kept.#bytes;
    this.#length = kept.#length;
    this.#unused = 0;
    this.#starts = kept.#starts;
    this.#owners = kept.#owners;
    this.#pieces = kept.#pieces;
    this.#pieceOf = kept.#pieceOf;
    this.#signatures = kept.#signatures;
  }
}

/** Sets the block's bit for everything that the text has. */
function sign(signature: Uint32Array, bit: number, text: Buffer): void {
  let gram = 0;
  for (let at = 0; at < text.length; at++) {
    gram = (gram << 8) | (text[at] as number);
    if (at + 1 < GRAM) continue;
    const slot = slotOf(gram);
    signature[slot] = (signature[slot] as number) | bit;
  }
}

function slotsOf(word: Buffer): number[] {
  return Array.from({ length: Math.max(0, word.length - GRAM + 1) }, (_, at) => slotOf(word.readInt32BE(at)));
}

/** Multiplied by the golden ratio, the upper bits differ where any do (Knuth, The Art of Computer Programming 6.4). */
function slotOf(gram: number): number {
  return Math.imul(gram, 0x9e3779b1) >>> (32 - SLOT_BITS);
}
