import "server-only";

/** Rows of one batch; `read` asks for no more. */
export const BATCH_ROWS = 2_000;

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
