import "server-only";
import { loadContents } from "@/lib/db/imports/source-content";
import { loadKnownContents } from "@/lib/db/inventory/inventory-part";
import { SnapshotTooNarrowError, withSnapshot } from "@/lib/db/snapshot";
import type { Sql } from "@/lib/db/sql";
import { withTransaction } from "@/lib/db/transaction";
import { findGrown } from "./news";

/** Ends a transaction that was only to show what it would do, and carries what was seen. */
class Seen<T> extends Error {
  constructor(readonly value: T) {
    super("Only looking.");
  }
}

/**
 * Shows what a change would make of the inventory, and keeps nothing of it. `look` computes dry, on a snapshot: an import
 * does not wait for a person's look. In rare cases only what is written can be seen (several logs tell of the same
 * requests and one goes, or a closed path is asked what moved flows carried): then it is really done, under the
 * inventory's lock, and taken back.
 */
export async function lookAhead<T>(
  look: (tx: Sql, how: { readonly isDry: boolean }) => Promise<T>,
  { isRemoving = false }: { readonly isRemoving?: boolean } = {},
): Promise<T> {
  try {
    return await withSnapshot(
      (tx) => changingTables(tx, isRemoving),
      (tx) => look(tx, { isDry: true }),
    );
  } catch (error) {
    if (!(error instanceof SnapshotTooNarrowError)) throw error;
  }
  try {
    await withTransaction(async (tx) => {
      throw new Seen(await look(tx, { isDry: false }));
    });
  } catch (error) {
    if (error instanceof Seen) return error.value as T;
    throw error;
  }
  throw new Error("A look ahead ended without an answer.");
}

/** What a dry run still changes for its own eyes. What sensors told since the last rebuild is part of what it sees. */
async function changingTables(tx: Sql, isRemoving: boolean): Promise<string[]> {
  const contents = await loadContents(tx, null);
  const known = await loadKnownContents(tx);
  const hasNews = findGrown(contents, known).length > 0 || [...contents.keys()].some((id) => !known.has(id));
  return [
    ...(isRemoving ? ["import_file"] : []),
    ...(isRemoving || hasNews ? ["device_rhythm"] : []),
    ...(hasNews ? ["content_facts", "content_link"] : []),
  ];
}
