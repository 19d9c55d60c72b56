import { type Codes, TextColumn } from "./text-column";

/** What one number can hold of the codes of several columns, in bits. */
const KEY_BITS = 52;

/** A column whose codes others can be joined from. */
interface Coded {
  readonly codes: Codes;
}

/**
 * Columns whose values hang together or are few, as one: each row holds the number of its tuple of codes. Rows are then
 * counted once for all of them. Tuples are those that there are or were, never all that could be.
 */
export class JointColumn {
  readonly #column = new TextColumn();
  readonly #columns: readonly Coded[];
  readonly #limit: number;
  readonly #codeOf = new Map<number | string, number>();
  /** By column: the joint code → its code there. */
  readonly parts: readonly number[][];

  constructor(columns: readonly Coded[]) {
    this.#columns = columns;
    this.#limit = 2 ** Math.floor(KEY_BITS / columns.length);
    this.parts = columns.map(() => [0]);
    this.#codeOf.set(0, 0);
  }

  get codes(): Codes {
    return this.#column.codes;
  }

  get tally(): readonly number[] {
    return this.#column.tally;
  }

  /** How often a row was given another tuple: what is counted of them is the same until then. */
  get changes(): number {
    return this.#column.changes;
  }

  /** Takes over what the columns hold of the row now. */
  set(row: number): void {
    const key = this.#keyOf(row);
    let code = this.#codeOf.get(key);
    if (code === undefined) {
      code = this.#column.addCode();
      this.#codeOf.set(key, code);
      this.#columns.forEach(({ codes }, at) => {
        (this.parts[at] as number[])[code as number] = codes[row] ?? 0;
      });
    }
    this.#column.setCode(row, code);
  }

  /** Codes side by side in one number, which is quick to find; as a text where one is too large for that. */
  #keyOf(row: number): number | string {
    let key = 0;
    for (const { codes } of this.#columns) {
      const code = codes[row] ?? 0;
      if (code >= this.#limit) return this.#columns.map((it) => it.codes[row] ?? 0).join(" ");
      key = key * this.#limit + code;
    }
    return key;
  }
}
