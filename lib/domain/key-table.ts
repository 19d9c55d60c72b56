import { eachRun } from "./row-runs";

/**
 * Open-addressing table from keys of a fixed number of 32-bit words to dense row numbers in order of arrival. Nothing
 * is allocated per look-up: the key is written into `key`, and `find` or `add` is called.
 */
export class KeyTable {
  /** The key to look up, written by the caller. */
  readonly key: Int32Array;
  size = 0;
  /** Whether the last `add` made a new row. */
  wasAdded = false;
  private words: Int32Array;
  /**
   * Two words for each slot: the hash of a key and its row + 1; no row is 0. The key itself, which usually lies outside
   * of the processor's cache, is only looked at where the hash is the same.
   */
  private slots: Int32Array;
  /**
   * Rows come in order of arrival, so the seed changes no result; it keeps a capture made to collide from turning every
   * look-up into a walk.
   */
  private readonly seed = (Math.random() * 0x7fffffff) | 0;

  constructor(
    private readonly width: number,
    capacity = 256,
  ) {
    this.key = new Int32Array(width);
    this.words = new Int32Array(width * capacity);
    this.slots = new Int32Array(capacity * 4);
  }

  /** Row of the key, or -1. */
  find(): number {
    return this.slots[this.slotOf(this.hash(this.key, 0)) + 1] - 1;
  }

  /** Row of the key; a new row at the end when it was not there. */
  add(): number {
    const hash = this.hash(this.key, 0);
    let slot = this.slotOf(hash);
    const known = this.slots[slot + 1];
    this.wasAdded = known === 0;
    if (known !== 0) return known - 1;
    const row = this.size;
    if (row * this.width === this.words.length) {
      this.grow();
      slot = this.freeSlot(hash);
    }
    this.write(row);
    this.slots[slot] = hash;
    this.slots[slot + 1] = row + 1;
    this.size = row + 1;
    return row;
  }

  /** Word `index` of a row's key. */
  word(row: number, index: number): number {
    return this.words[row * this.width + index];
  }

  /** Keeps the rows that `isKept` names, in their order, and gives them new numbers from 0. */
  retain(isKept: (row: number) => boolean): void {
    const { words, width } = this;
    this.size = eachRun(this.size, isKept, (to, from, end) => words.copyWithin(to * width, from * width, end * width));
    this.slots.fill(0);
    for (let row = 0; row < this.size; row += 1) this.file(this.hash(words, row * width), row + 1);
  }

  /** Where the key stands in `slots`, or the free slot where it belongs. */
  private slotOf(hash: number): number {
    const { slots } = this;
    const mask = slots.length - 1;
    let slot = (hash << 1) & mask;
    for (let entry = slots[slot + 1]; entry !== 0; entry = slots[slot + 1]) {
      if (slots[slot] === hash && this.matches(entry - 1)) break;
      slot = (slot + 2) & mask;
    }
    return slot;
  }

  private matches(row: number): boolean {
    const { words, key, width } = this;
    let at = row * width;
    for (let i = 0; i < width; i += 1, at += 1) if (words[at] !== key[i]) return false;
    return true;
  }

  /** A call of `set` costs more than so few words. */
  private write(row: number): void {
    const { words, key, width } = this;
    const at = row * width;
    for (let i = 0; i < width; i += 1) words[at + i] = key[i];
  }

  private hash(words: Int32Array, from: number): number {
    let hash = this.seed;
    const end = from + this.width;
    for (let i = from; i < end; i += 1) {
      hash = Math.imul(hash ^ words[i], 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    hash = Math.imul(hash, 0x85ebca77);
    return hash ^ (hash >>> 13);
  }

  private freeSlot(hash: number): number {
    const { slots } = this;
    const mask = slots.length - 1;
    let slot = (hash << 1) & mask;
    while (slots[slot + 1] !== 0) slot = (slot + 2) & mask;
    return slot;
  }

  private file(hash: number, entry: number): void {
    const slot = this.freeSlot(hash);
    this.slots[slot] = hash;
    this.slots[slot + 1] = entry;
  }

  private grow(): void {
    const words = new Int32Array(this.words.length * 2);
    words.set(this.words);
    this.words = words;
    const { slots } = this;
    this.slots = new Int32Array(slots.length * 2);
    for (let slot = 0; slot < slots.length; slot += 2) {
      if (slots[slot + 1] !== 0) this.file(slots[slot], slots[slot + 1]);
    }
  }
}
