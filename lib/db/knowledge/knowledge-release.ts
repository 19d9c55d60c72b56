import "server-only";
import type { FeedKind } from "@/lib/domain/knowledge/feed";
import { sql } from "../client";
import type { Sql } from "../sql";
import { storableJson } from "../storable";

export type ReleaseState = "waiting" | "applying" | "applied" | "failed";

/** A file of a feed as a release lists it; its content lies in `knowledge_file` under the hash. */
export interface KnowledgeEntryRow {
  readonly feed: FeedKind;
  readonly name: string;
  readonly sha256: string;
  readonly datedAt: Date | null;
  readonly source: string;
  /** "bundle": the next bundle replaces it. "file": stays until it is replaced or taken out. */
  readonly origin: "bundle" | "file";
  readonly addedAt: Date;
}

export interface KnowledgeReleaseRow {
  readonly id: number;
  readonly origin: "bundle" | "files";
  readonly sequence: number;
  readonly keyId: string | null;
  readonly note: string;
  readonly builtAt: Date | null;
  readonly createdAt: Date;
  readonly actor: string;
  readonly state: ReleaseState;
  readonly message: string | null;
  readonly isCurrent: boolean;
  readonly files: number;
}

const COLUMNS = `r.id, r.origin, r.sequence, r.key_id as "keyId", r.note, r.built_at as "builtAt",
  r.created_at as "createdAt", r.actor, r.state, r.message,
  exists (select 1 from knowledge_state s where s.release_id = r.id) as "isCurrent",
  (select count(*) from knowledge_entry e where e.release_id = r.id) as files`;

/** Newest first. */
export async function listKnowledgeReleases(
  limit: number,
): Promise<{ releases: KnowledgeReleaseRow[]; total: number }> {
  const [releases, [count]] = await Promise.all([
    sql.query<KnowledgeReleaseRow>(
      `select ${COLUMNS} from knowledge_release r
        where r.id in (select id from knowledge_release order by id desc limit $1)
           or r.id = (select release_id from knowledge_state) order by r.id desc`,
      [limit],
    ),
    sql.query<{ readonly total: number }>("select count(*)::int as total from knowledge_release"),
  ]);
  return { releases, total: count?.total ?? 0 };
}

export async function findKnowledgeRelease(id: number, db: Sql = sql): Promise<KnowledgeReleaseRow | null> {
  const [row] = await db.query<KnowledgeReleaseRow>(`select ${COLUMNS} from knowledge_release r where r.id = $1`, [id]);
  return row ?? null;
}

/** The release that holds now; null before the first. */
export async function currentReleaseId(db: Sql = sql): Promise<number | null> {
  const [row] = await db.query<{ id: number }>("select release_id as id from knowledge_state");
  return row?.id ?? null;
}

/**
 * What the next release is built upon: the last of those that wait to be applied, else what holds; nothing, as number 0,
 * before the first.
 */
export async function loadComingRelease(
  db: Sql = sql,
): Promise<{ readonly sequence: number; readonly entries: readonly KnowledgeEntryRow[] }> {
  const [base] = await db.query<{ id: number; sequence: number }>(
    `select id, sequence from knowledge_release
      where id = coalesce((select max(id) from knowledge_release where state in ('waiting', 'applying')),
                          (select release_id from knowledge_state))`,
  );
  return base
    ? { sequence: base.sequence, entries: await loadKnowledgeEntries(base.id, db) }
    : { sequence: 0, entries: [] };
}

/** Begins to apply one that waits, or whose worker died; says for the how-many-th time in a row. null for all others. */
export async function beginRelease(id: number): Promise<number | null> {
  const [row] = await sql.query<{ attempts: number }>(
    `update knowledge_release set state = 'applying', message = null, attempts = attempts + 1
      where id = $1 and state in ('waiting', 'applying') returning attempts`,
    [id],
  );
  return row?.attempts ?? null;
}

/** Those before it that still wait: it was built upon them, so what they brought holds with it. */
export async function settleOvertaken(tx: Sql, id: number): Promise<void> {
  await tx.run(
    `update knowledge_release set state = 'applied', message = null, attempts = 0
      where id < $1 and state in ('waiting', 'applying')`,
    [id],
  );
}

/** One that could not be applied for now: it waits, and says what for. */
export async function putReleaseBack(id: number, message: string): Promise<void> {
  await sql.run(
    "update knowledge_release set state = 'waiting', message = $2, attempts = 0 where id = $1 and state = 'applying'",
    [id, message],
  );
}

/** Ids of releases that wait for a worker, or whose worker may have died; oldest first. */
export async function listUnappliedReleases(db: Sql = sql): Promise<number[]> {
  const rows = await db.query<{ id: number }>(
    "select id from knowledge_release where state in ('waiting', 'applying') order by id",
  );
  return rows.map((row) => row.id);
}

export async function insertKnowledgeRelease(
  tx: Sql,
  release: Pick<KnowledgeReleaseRow, "origin" | "sequence" | "keyId" | "note" | "actor"> & {
    /** ISO 8601. */
    readonly builtAt: string | null;
  },
): Promise<number> {
  const [row] = await tx.query<{ id: number }>(
    `insert into knowledge_release (origin, sequence, key_id, note, built_at, actor)
     values ($1, $2, $3, $4, $5::timestamptz, $6) returning id`,
    [release.origin, release.sequence, release.keyId, release.note, release.builtAt, release.actor],
  );
  return (row as { id: number }).id;
}

export async function setReleaseState(
  id: number,
  state: ReleaseState,
  { message = null, report }: { readonly message?: string | null; readonly report?: unknown } = {},
  db: Sql = sql,
): Promise<void> {
  await db.run(
    `update knowledge_release set state = $2, message = $3, report = coalesce($4::jsonb, report), attempts = 0
      where id = $1`,
    [id, state, message, report === undefined ? null : storableJson(report)],
  );
}

/** Makes the release the one that holds. */
export async function setCurrentRelease(tx: Sql, id: number): Promise<void> {
  await tx.run(
    `insert into knowledge_state (id, release_id) values (1, $1)
     on conflict (id) do update set release_id = excluded.release_id, applied_at = now()`,
    [id],
  );
}

export async function loadReleaseReport(id: number): Promise<unknown> {
  const [row] = await sql.query<{ report: unknown }>("select report from knowledge_release where id = $1", [id]);
  return row?.report ?? [];
}

/**
 * What a release says of every device, as a hash: its files without exploitability statements, which are about some
 * devices and judged where they are (lib/services/knowledge/changed-statements.ts).
 */
export async function knowledgePrint(releaseId: number, db: Sql = sql): Promise<string> {
  const [row] = await db.query<{ print: string }>(
    `select md5(coalesce(string_agg(feed || ' ' || name || ' ' || sha256, E'\\n' order by feed collate "C", name collate "C"), '')) as print
       from knowledge_entry where release_id = $1 and feed <> 'vex'`,
    [releaseId],
  );
  return (row as { print: string }).print;
}

/** By feed and name. */
export async function loadKnowledgeEntries(releaseId: number, db: Sql = sql): Promise<KnowledgeEntryRow[]> {
  return db.query<KnowledgeEntryRow>(
    `select feed, name, sha256, dated_at as "datedAt", source, origin, added_at as "addedAt"
       from knowledge_entry where release_id = $1 order by feed collate "C", name collate "C"`,
    [releaseId],
  );
}

export async function insertKnowledgeEntries(
  tx: Sql,
  releaseId: number,
  entries: readonly KnowledgeEntryRow[],
): Promise<void> {
  await tx.run(
    `insert into knowledge_entry (release_id, feed, name, sha256, dated_at, source, origin, added_at)
     select $1, it->>'feed', it->>'name', it->>'sha256', (it->>'datedAt')::timestamptz, it->>'source', it->>'origin',
            (it->>'addedAt')::timestamptz
       from jsonb_array_elements($2::jsonb) as it`,
    [releaseId, storableJson(entries)],
  );
}

/** The newest date of each feed, and how many files it has, in the current release. */
export async function feedAges(): Promise<{ feed: FeedKind; files: number; datedAt: Date | null; addedAt: Date }[]> {
  return sql.query(
    `select e.feed, count(*) as files, max(e.dated_at) as "datedAt", max(e.added_at) as "addedAt"
       from knowledge_entry e join knowledge_state s on s.release_id = e.release_id group by e.feed`,
  );
}
