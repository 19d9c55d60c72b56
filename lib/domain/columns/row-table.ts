import { IdColumn } from "./id-column";
import { grown } from "./text-column";

/** Which row of the columns is whose. Rows of what is gone are used again; `isUsed` tells them apart. */
export abstract class RowTable {
  /** Rows in use or free. */
  rows = 0;
  /** Rows in use. */
  count = 0;
  isUsed = new Uint8Array(0);
  readonly ids = new IdColumn();
  readonly #free: number[] = [];

  rowOf(id: string): number | undefined {
    return this.ids.rowOf(id);
  }

  /** Makes the columns of numbers long enough for the row. */
  protected abstract growTo(row: number): void;

  /** The row of the id, a new one where it had none. */
  protected take(id: string): number {
    const known = this.ids.rowOf(id);
    if (known !== undefined) return known;
    const row = this.#free.pop() ?? this.rows++;
    if (row >= this.isUsed.length) {
      this.isUsed = grown(this.isUsed, row);
      this.growTo(row);
    }
    this.isUsed[row] = 1;
    this.ids.set(row, id);
    this.count++;
    return row;
  }

  /** Gives the row back; undefined when the id had none. */
  protected release(id: string): number | undefined {
    const row = this.ids.rowOf(id);
    if (row === undefined) return undefined;
    this.ids.remove(id);
    this.#free.push(row);
    this.isUsed[row] = 0;
    this.count--;
    return row;
  }
}
