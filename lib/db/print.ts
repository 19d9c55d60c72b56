import "server-only";
import { sql } from "./client";
import type { Sql } from "./sql";

/**
 * SQL of a text that is another after any row of `rows` has. The sum of their hashes: no order to sort by, and no long
 * text to put together, for thousands of rows at each question.
 */
export function printOfRows(rows: string, text: string): string {
  return `(select count(*) || ' ' || coalesce(sum(hashtextextended(${text}, 0)), 0) from ${rows})`;
}

/** SQL of a text that is another after every change of one of these tables, in which few rows stand. */
export function printOfTable(table: string): string {
  return printOfRows(`${table} it`, "it::text");
}

/** These prints as one text. */
export async function readPrint(prints: readonly string[], db: Sql = sql): Promise<string> {
  const [row] = await db.query<{ print: string }>(`select concat_ws(' ', ${prints.join(", ")}) as print`);
  return (row as { print: string }).print;
}
