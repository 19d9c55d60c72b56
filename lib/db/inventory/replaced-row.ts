import "server-only";
import type { Sql } from "../sql";

/**
 * Keeps the rows that `gone` takes out of a table, where the inventory was computed from them: as a part of a statement
 * that names the rows it deletes `gone`.
 */
export function keepReplaced(isFlow: boolean): string {
  return `kept as (
    insert into replaced_row (content_id, is_flow, seq, row)
    select gone.content_id, ${isFlow}, gone.seq, to_jsonb(gone)
      from gone join inventory_content known on known.content_id = gone.content_id
       and gone.seq < known.${isFlow ? "flows" : "observations"})`;
}

/** The rows of `$1`, the contents, that were kept, as rows of their table; SQL text for a FROM clause. */
export function replacedRows(isFlow: boolean): string {
  const table = isFlow ? "flow" : "evidence";
  return `(select it.* from replaced_row, lateral jsonb_populate_record(null::${table}, row) it
            where replaced_row.is_flow = ${isFlow} and replaced_row.content_id = any($1::bigint[]))`;
}

/** The inventory is computed from what took their place. */
export async function forgetReplacedRows(tx: Sql, contentIds: readonly number[]): Promise<void> {
  await tx.run("delete from replaced_row where content_id = any($1::bigint[])", [contentIds]);
}
