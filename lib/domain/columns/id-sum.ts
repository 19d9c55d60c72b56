import { readUuid } from "./read-uuid";

/** 32 bits each. */
const WORDS = 4;
/** Where the four sums begin, so that they are of different hashes. */
const SEEDS = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344];

/**
 * Tells whether a set of UUIDs is the same as another, in whatever order they come: how many there are, and 128 bits of
 * sums of their hashes. Of a hundred thousand rows it takes milliseconds, where their texts in order take a tenth of a second.
 */
export class IdSum {
  readonly #sums = new Uint32Array(WORDS);
  readonly #words = new Uint32Array(WORDS);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** The id at `start`, as `readUuid` writes it. */
  addWords(words: Uint32Array, start: number): void {
    for (const [at, seed] of SEEDS.entries()) this.#sums[at] = (this.#sums[at] as number) + hashOf(words, start, seed);
    this.#count++;
  }

  addText(id: string): void {
    readUuid(id, this.#words, 0);
    this.addWords(this.#words, 0);
  }

  print(): string {
    return [this.#count, ...this.#sums].map((it) => it.toString(36)).join("-");
  }
}

function hashOf(words: Uint32Array, start: number, seed: number): number {
  let mixed = seed;
  for (let at = start; at < start + WORDS; at++) {
    mixed = Math.imul(mixed ^ (words[at] as number), 0x9e3779b1);
    mixed ^= mixed >>> 15;
  }
  mixed = Math.imul(mixed, 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}
