import "server-only";
import { sql } from "./client";

/** Rows of one batch; `read` asks for no more. */
export const BATCH_ROWS = 2_000;

/** Tables that readers follow by revision, while triggers write beside them (`device_gone`) what is no more. */
export type FollowedTable = "device" | "finding";

/** The reader has not heard for so long that what went meanwhile is not kept any more: it has to read everything anew. */
export class ForgottenError extends Error {
  constructor() {
    super("what went behind this revision is not kept any more");
  }
}

/** What a check by `followChanges` says; no where something was forgotten, as nobody can tell then. */
export async function unlessForgotten(check: Promise<boolean>): Promise<boolean> {
  try {
    return await check;
  } catch (error) {
    if (error instanceof ForgottenError) return false;
    throw error;
  }
}

/** SQL: a row for a reader who may have missed what went; `columns` are those behind the revision, `$known` what it knows. */
export const forgottenRow = (table: FollowedTable, columns: number, known: string) =>
  `select -1::bigint, ${Array(columns).fill("null").join(", ")} from gone_floor where followed = '${table}' and rev > ${known}`;

/**
 * Walks through rows by their revisions, from behind `after`, in batches that are each of one moment; from 0 those of all
 * that there is. Throws ForgottenError when something went behind `after`, or while it walks, and is not kept any more.
 *
 * @param read rows behind a revision, with `forgottenRow` first when something was forgotten behind the second number
 */
export async function* followChanges<Row extends { readonly rev: number }>(
  table: FollowedTable,
  after: number,
  read: (after: number, known: number) => Promise<Row[]>,
): AsyncGenerator<Row[]> {
  // Who has read nothing yet need not know of what is no more.
  const known = after > 0 ? after : await forgottenUpTo(table);
  for await (const rows of readChanges(after, (rev) => read(rev, known))) {
    if (rows.some(({ rev }) => rev < 0)) throw new ForgottenError();
    yield rows;
  }
}

/** The revision up to which what is no more is not kept. */
async function forgottenUpTo(table: FollowedTable): Promise<number> {
  const [row] = await sql.query<{ rev: number }>("select rev from gone_floor where followed = $1", [table]);
  return row?.rev ?? 0;
}

/** Walks through rows by their revisions, from behind `after`, in batches that are each of one moment. */
export async function* readChanges<Row extends { readonly rev: number }>(
  after: number,
  read: (after: number) => Promise<Row[]>,
): AsyncGenerator<Row[]> {
  for (let rev = after; ; ) {
    const rows = await read(rev);
    if (rows.length > 0) yield rows;
    if (rows.length < BATCH_ROWS) return;
    rev = rows.at(-1)?.rev as number;
  }
}
