import { RowTable } from "./row-table";
import { grown } from "./text-column";

/**
 * Of each device a few prints of what was last said of it, 8 bytes each, so that it can be told whether a change is one of
 * these without keeping what was said.
 */
export class PrintTable extends RowTable {
  readonly #prints: Float64Array[];
  readonly #changes: number[];

  /** @param changes of each kind of print, what its count begins with */
  constructor(changes: readonly number[]) {
    super();
    this.#prints = changes.map(() => new Float64Array(0));
    this.#changes = [...changes];
  }

  /** Goes up whenever this kind of print of a device is another, a device comes or goes, or `noteChange` says so. */
  changesOf(kind: number): number {
    return this.#changes[kind] as number;
  }

  noteChange(kind: number): void {
    (this.#changes[kind] as number)++;
  }

  put(id: string, texts: readonly string[]): void {
    const isNew = this.rowOf(id) === undefined;
    const row = this.take(id);
    for (const [kind, text] of texts.entries()) {
      const prints = this.#prints[kind] as Float64Array;
      const print = printOf(text);
      if (!isNew && prints[row] === print) continue;
      prints[row] = print;
      this.noteChange(kind);
    }
  }

  remove(id: string): void {
    if (this.release(id) === undefined) return;
    for (const kind of this.#changes.keys()) this.noteChange(kind);
  }

  protected growTo(row: number): void {
    for (const [kind, prints] of this.#prints.entries()) this.#prints[kind] = grown(prints, row);
  }
}

/** 53 bits of a hash: two of 32 bits with different beginnings, mixed. */
function printOf(text: string): number {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 2_654_435_761);
    b = Math.imul(b ^ code, 1_597_334_677);
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909);
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909);
  return 4_294_967_296 * (b & 0x1fffff) + (a >>> 0);
}
