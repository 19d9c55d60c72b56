import type { IdSum } from "./id-sum";
import { readUuid } from "./read-uuid";
import { grown } from "./text-column";

/** 32 bits each. */
const WORDS = 4;
/** Of a slot: nobody's, and one that was somebody's. Others are a row, and one. */
const FREE = 0;
const GONE = -1;

/**
 * The UUIDs of rows as numbers, and whose row is which: texts and a Map of a million take three times the memory, and
 * every collection of garbage walks through them. A hash table with linear probing over the same numbers.
 */
export class IdColumn {
  #words = new Uint32Array(0);
  #slots = new Int32Array(1024);
  /** Slots that are not free. */
  #taken = 0;
  readonly #wanted = new Uint32Array(WORDS);

  rowOf(id: string): number | undefined {
    const at = this.#find(id);
    return at < 0 ? undefined : (this.#slots[at] as number) - 1;
  }

  /** The row must have no id, and the id no row. */
  set(row: number, id: string): void {
    if ((row + 1) * WORDS > this.#words.length) this.#words = grown(this.#words, (row + 1) * WORDS);
    if (this.#taken * 2 >= this.#slots.length) this.#makeRoom();
    readUuid(id, this.#words, row * WORDS);
    this.#enter(row);
  }

  remove(id: string): void {
    const at = this.#find(id);
    if (at >= 0) this.#slots[at] = GONE;
  }

  textOf(row: number): string {
    const hex = Array.from(this.#words.subarray(row * WORDS, (row + 1) * WORDS), (word) =>
      word.toString(16).padStart(8, "0"),
    ).join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  addTo(sum: IdSum, row: number): void {
    sum.addWords(this.#words, row * WORDS);
  }

  /** In the order of the texts. */
  compare(a: number, b: number): number {
    return compareWords(this.#words, a * WORDS, this.#words, b * WORDS);
  }

  /** In the order of the texts. */
  compareTo(row: number, id: string): number {
    readUuid(id, this.#wanted, 0);
    return compareWords(this.#words, row * WORDS, this.#wanted, 0);
  }

  /** The slot of the id's row; -1 where it has none. */
  #find(id: string): number {
    const [words, wanted] = [this.#words, this.#wanted];
    readUuid(id, wanted, 0);
    const last = this.#slots.length - 1;
    for (let at = hash(wanted, 0) & last; ; at = (at + 1) & last) {
      const slot = this.#slots[at] as number;
      if (slot === FREE) return -1;
      const start = (slot - 1) * WORDS;
      if (
        slot !== GONE &&
        words[start] === wanted[0] &&
        words[start + 1] === wanted[1] &&
        words[start + 2] === wanted[2] &&
        words[start + 3] === wanted[3]
      ) {
        return at;
      }
    }
  }

  #enter(row: number): void {
    const last = this.#slots.length - 1;
    let at = hash(this.#words, row * WORDS) & last;
    while (this.#slots[at] !== FREE) at = (at + 1) & last;
    this.#slots[at] = row + 1;
    this.#taken++;
  }

  /** A table that is at most a quarter full, without those that are gone. */
  #makeRoom(): void {
    const rows = this.#slots.filter((slot) => slot > FREE);
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2((rows.length + 1) * 4)));
    this.#taken = 0;
    for (const slot of rows) this.#enter(slot - 1);
  }
}

function compareWords(a: Uint32Array, aStart: number, b: Uint32Array, bStart: number): number {
  for (let at = 0; at < WORDS; at++) {
    const difference = (a[aStart + at] as number) - (b[bStart + at] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Ids need not be random: every bit of them counts. */
function hash(words: Uint32Array, start: number): number {
  let mixed = 0;
  for (let at = start; at < start + WORDS; at++) {
    mixed = Math.imul(mixed ^ (words[at] as number), 0x9e3779b1);
    mixed ^= mixed >>> 15;
  }
  return mixed >>> 0;
}
