import "server-only";
import type { FeedKind } from "@/lib/domain/knowledge/feed";
import { sql } from "../client";
import type { Sql } from "../sql";

/** A file of a feed by the hash of its unpacked content; `packed` is gzip. */
export interface KnowledgeFileRow {
  readonly sha256: string;
  readonly bytes: number;
  readonly packed: Buffer;
}

/** Keeps the file; one that is here already stays as it is. */
export async function putKnowledgeFile(file: KnowledgeFileRow, db: Sql = sql): Promise<void> {
  await db.run(
    "insert into knowledge_file (sha256, bytes, packed) values ($1, $2, $3) on conflict (sha256) do nothing",
    [file.sha256, file.bytes, file.packed],
  );
}

/** Those of the hashes that are here. */
export async function loadKnowledgeFiles(hashes: readonly string[], db: Sql = sql): Promise<KnowledgeFileRow[]> {
  return db.query<KnowledgeFileRow>("select sha256, bytes, packed from knowledge_file where sha256 = any($1::text[])", [
    hashes,
  ]);
}

/** Hashes of the files that the release that holds lists of a feed, by name. */
export async function feedFileHashes(feed: FeedKind, db: Sql = sql): Promise<string[]> {
  const rows = await db.query<{ sha256: string }>(
    `select e.sha256 from knowledge_entry e join knowledge_state s on s.release_id = e.release_id
      where e.feed = $1 order by e.name collate "C"`,
    [feed],
  );
  return rows.map((row) => row.sha256);
}

/** Which of the hashes are here. */
export async function knownKnowledgeFiles(hashes: readonly string[], db: Sql = sql): Promise<Set<string>> {
  const rows = await db.query<{ sha256: string }>("select sha256 from knowledge_file where sha256 = any($1::text[])", [
    hashes,
  ]);
  return new Set(rows.map((row) => row.sha256));
}

/** Removes files that no release lists and that nobody can be about to list; how many. */
export async function discardLooseKnowledgeFiles(now: Date): Promise<number> {
  return sql.run(
    `delete from knowledge_file f where created_at < $1::timestamptz - interval '1 day'
        and not exists (select 1 from knowledge_entry e where e.sha256 = f.sha256)`,
    [now],
  );
}
