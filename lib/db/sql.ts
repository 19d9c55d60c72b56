import "server-only";
import type { CopyCell } from "./copy-in";

/**
 * What runs one SQL statement: the pool, or the transaction that `withTransaction` hands out. Values go in as
 * parameters, never into the text. `int8` comes back as a number (all of ours are far below 2^53), `timestamptz` as Date.
 */
export interface Sql {
  /** The rows of the statement. */
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** How many rows the statement changed. */
  run(text: string, values?: readonly unknown[]): Promise<number>;
  /** Reads rows into `target` ("flow (content_id, seq)") by COPY. */
  copyIn(target: string, rows: Iterable<readonly CopyCell[]>): Promise<void>;
}
