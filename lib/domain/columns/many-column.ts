import { grown } from "./text-column";

/** Owner of a place that is free. */
const NOBODY = 0xffff_ffff;

/** A column whose rows hold any number of texts each that hardly repeat, such as addresses. */
export class ManyColumn {
  /** All values of all rows, in no order. */
  readonly #values: string[] = [];
  /** Place of a value → row that has it. */
  #owners = new Uint32Array(0);
  /** Row → place of its first value, and place of a value → that of the row's next; one more than it, 0 for none. */
  #firsts = new Uint32Array(0);
  #nexts = new Uint32Array(0);
  readonly #free: number[] = [];

  set(row: number, values: readonly string[]): void {
    this.clear(row);
    if (values.length === 0) return;
    if (row >= this.#firsts.length) this.#firsts = grown(this.#firsts, row);
    for (const value of values) {
      const place = this.#free.pop() ?? this.#values.length;
      if (place >= this.#owners.length) {
        this.#owners = grown(this.#owners, place);
        this.#nexts = grown(this.#nexts, place);
      }
      this.#values[place] = value;
      this.#owners[place] = row;
      this.#nexts[place] = this.#firsts[row] as number;
      this.#firsts[row] = place + 1;
    }
  }

  clear(row: number): void {
    for (let next = this.#firsts[row] ?? 0; next > 0; next = this.#nexts[next - 1] as number) {
      this.#values[next - 1] = "";
      this.#owners[next - 1] = NOBODY;
      this.#free.push(next - 1);
    }
    if (row < this.#firsts.length) this.#firsts[row] = 0;
  }

  /** Sets 1 for every row one of whose values passes. */
  mark(found: Uint8Array, passes: (value: string) => boolean): void {
    for (let place = 0; place < this.#values.length; place++) {
      const owner = this.#owners[place] as number;
      if (owner !== NOBODY && passes(this.#values[place] as string)) found[owner] = 1;
    }
  }
}
