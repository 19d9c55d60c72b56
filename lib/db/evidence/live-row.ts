import "server-only";
import type { Sql } from "../sql";

/** Numbers of the rows of a content that stand under these keys, taken out of the index: they are written anew. */
export async function takeLiveRows(
  tx: Sql,
  contentId: number,
  isFlow: boolean,
  keys: readonly string[],
): Promise<{ readonly seq: number; readonly key: string }[]> {
  return tx.query<{ seq: number; key: string }>(
    `delete from live_row where content_id = $1 and is_flow = $2 and key = any($3::text[]) returning seq, key`,
    [contentId, isFlow, keys],
  );
}

/** Says under which key each row stands; `from` is the number of the first row. */
export async function insertLiveRows(
  tx: Sql,
  contentId: number,
  isFlow: boolean,
  from: number,
  keys: readonly string[],
): Promise<void> {
  let seq = from;
  await tx.copyIn(
    "live_row (content_id, is_flow, seq, key)",
    keys.map((key) => [contentId, isFlow, seq++, key]),
  );
}
