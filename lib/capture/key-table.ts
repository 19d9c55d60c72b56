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
  private slots: Int32Array;
  private mask: number;
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
    this.slots = new Int32Array(capacity * 2);
    this.mask = capacity * 2 - 1;
  }

  /** Row of the key, or -1. */
  find(): number {
    let slot = this.hash(this.key, 0) & this.mask;
    for (let entry = this.slots[slot]; entry !== 0; entry = this.slots[slot]) {
      if (this.matches(entry - 1)) return entry - 1;
      slot = (slot + 1) & this.mask;
    }
    return -1;
  }

  /** Row of the key; a new row at the end when it was not there. */
  add(): number {
    let slot = this.hash(this.key, 0) & this.mask;
    for (let entry = this.slots[slot]; entry !== 0; entry = this.slots[slot]) {
      if (this.matches(entry - 1)) {
        this.wasAdded = false;
        return entry - 1;
      }
      slot = (slot + 1) & this.mask;
    }
    this.wasAdded = true;
    const row = this.size;
    if ((row + 1) * 2 > this.mask) {
      this.grow();
      slot = this.freeSlot(this.hash(this.key, 0));
    }
    this.write(row);
    this.slots[slot] = row + 1;
    this.size = row + 1;
    return row;
  }

  /** Word `index` of a row's key. */
  word(row: number, index: number): number {
    return this.words[row * this.width + index];
  }

  /** Keeps the rows that `isKept` names, in their order, and gives them new numbers from 0. */
  retain(isKept: (row: number) => boolean): void {
    const { width } = this;
    let kept = 0;
    for (let row = 0; row < this.size; row += 1) {
      if (!isKept(row)) continue;
      this.words.copyWithin(kept * width, row * width, (row + 1) * width);
      kept += 1;
    }
    this.size = kept;
    this.slots.fill(0);
    this.fillSlots();
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
    let slot = hash & this.mask;
    while (this.slots[slot] !== 0) slot = (slot + 1) & this.mask;
    return slot;
  }

  private fillSlots(): void {
    for (let row = 0; row < this.size; row += 1) {
      this.slots[this.freeSlot(this.hash(this.words, row * this.width))] = row + 1;
    }
  }

  private grow(): void {
    const words = new Int32Array(this.words.length * 2);
    words.set(this.words);
    this.words = words;
    this.slots = new Int32Array((this.mask + 1) * 2);
    this.mask = this.mask * 2 + 1;
    this.fillSlots();
  }
}
