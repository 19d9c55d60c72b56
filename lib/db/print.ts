import "server-only";
import { sql } from "./client";
import type { Sql } from "./sql";

/**
 * SQL of a text that is another after any of these columns of any row of `rows` has. The sum of the rows' hashes: no order
 * to sort by, and no text to put together, for thousands of rows at each question.
 */
export function printOfRows(rows: string, columns: string): string {
  return `(select count(*) || ' ' || coalesce(sum(hash_record_extended(row(${columns}), 0)), 0) from ${rows})`;
}

/**
 * SQL of a text that is another after every change of this table, in which few rows stand. Whatever changes a row writes it
 * as another version, at another place or by another transaction: its columns need not be read.
 */
export function printOfTable(table: string): string {
  return printOfRows(table, `${table}.ctid, ${table}.xmin`);
}

/** These prints as one text. */
export async function readPrint(prints: readonly string[], db: Sql = sql): Promise<string> {
  const [row] = await db.query<{ print: string }>(`select concat_ws(' ', ${prints.join(", ")}) as print`);
  return (row as { print: string }).print;
}
