import "server-only";
import type { FileState, ImportState } from "@/lib/domain/import/import-state";
import type { Origin, TimeUs } from "@/lib/domain/observation";
import { sql } from "../client";
import { microsecondsOf } from "../microseconds";
import type { Sql } from "../sql";

/** Imports that are not merged yet. */
const OPEN_IMPORT_STATES: readonly ImportState[] = ["receiving", "queued", "reading", "merging"];

/** Files that have nothing in the inventory. */
const LOST_FILE_STATES: readonly FileState[] = ["cancelled", "failed", "unsupported"];

/** Content of a file as a realm's evidence: the same bytes, read the same way, are there once. */
export interface ContentKey {
  readonly realmId: string;
  /** Of the unpacked bytes. */
  readonly sha256: string;
  /** Hash of the column mapping of a CSV; empty otherwise. */
  readonly reading: string;
}

export interface ContentState {
  readonly id: number;
  readonly isComplete: boolean;
  readonly committedObservations: number;
  readonly committedFlows: number;
}

/** Rows of a content written so far, also of those that were replaced since: numbers go on where it grows. */
export interface RowCounts {
  readonly observations: number;
  readonly flows: number;
}

export interface ContentOrigin {
  readonly id: number;
  readonly origin: Origin;
  readonly siteId: string;
  readonly reading: string;
  readonly createdUs: TimeUs;
  /** The evidence of a live sensor's day goes on growing. */
  readonly rows: RowCounts;
}

const STATE = `id, is_complete as "isComplete", committed_observations as "committedObservations",
               committed_flows as "committedFlows"`;

/** What a content is called. `sensorId` only for a day of a live sensor. */
export interface ContentNames {
  readonly fileName: string;
  readonly format: string;
  readonly sensorId?: string;
}

/**
 * The content's row, made when it is new. Of several names the first in the alphabet stays. A file that names it does so
 * in the same transaction: until then a deletion may take it out.
 */
export async function openContent(key: ContentKey, names: ContentNames, from: Sql = sql): Promise<ContentState> {
  const [row] = await from.query<ContentState>(
    `insert into source_content as c (realm_id, sha256, reading, file_name, format, sensor_id)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (realm_id, sha256, reading)
     do update set file_name = least(c.file_name collate "C", excluded.file_name collate "C")
     returning ${STATE}`,
    [key.realmId, key.sha256, key.reading, names.fileName, names.format, names.sensorId ?? null],
  );
  return row as ContentState;
}

/** The content, when all of it has been taken in; under the name with which it came again, too (see `openContent`). */
export async function findCompleteContent(tx: Sql, key: ContentKey, fileName: string): Promise<ContentState | null> {
  const [row] = await tx.query<ContentState>(
    `update source_content set file_name = least(file_name collate "C", $4::text collate "C")
      where realm_id = $1 and sha256 = $2 and reading = $3 and is_complete returning ${STATE}`,
    [key.realmId, key.sha256, key.reading, fileName],
  );
  return row ?? null;
}

/** The counters, locked until the transaction ends; null when somebody removed the content. */
export async function lockContent(tx: Sql, contentId: number): Promise<ContentState | null> {
  const [row] = await tx.query<ContentState>(`select ${STATE} from source_content where id = $1 for update`, [
    contentId,
  ]);
  return row ?? null;
}

export async function advanceContent(
  tx: Sql,
  contentId: number,
  counters: { readonly observations: number; readonly flows: number; readonly isComplete: boolean },
): Promise<void> {
  await tx.run(
    `update source_content set committed_observations = $2, committed_flows = $3, is_complete = $4 where id = $1`,
    [contentId, counters.observations, counters.flows, counters.isComplete],
  );
}

/**
 * Takes away what an import that was cancelled or failed had written of a file. A complete content stays, and one that
 * another import is just reading.
 */
export async function removeIncompleteContent(tx: Sql, contentId: number, fileId: string): Promise<void> {
  await tx.run(
    `delete from source_content c where id = $1 and not is_complete and not exists (
       select 1 from import_file where content_id = c.id and id <> $2 and state = 'reading')`,
    [contentId, fileId],
  );
}

/** Rows of evidence and flows, of all contents. */
export async function countRows(): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    "select coalesce(sum(committed_observations + committed_flows), 0)::bigint as count from source_content",
  );
  return row?.count ?? 0;
}

/** Contents that came with this import and with no other. A file that was cancelled or failed has what it names no more. */
export async function findOwnContents(tx: Sql, importId: string): Promise<number[]> {
  const rows = await tx.query<{ id: number }>(
    `select distinct content_id as id from import_file f where import_id = $1 and content_id is not null
        and not exists (select 1 from import_file o where o.content_id = f.content_id and o.import_id <> $1
                           and o.state <> all($2::text[]))`,
    [importId, LOST_FILE_STATES],
  );
  return rows.map(({ id }) => id);
}

/**
 * Lets no file name the contents of this import before the transaction ends, so that what `findOwnContents` says
 * behind it holds. Whoever is about to waits, and finds them gone or there.
 */
export async function lockContentsOf(tx: Sql, importId: string): Promise<void> {
  await tx.query(
    `select id from source_content where id in (select content_id from import_file where import_id = $1)
      order by id for update`,
    [importId],
  );
}

/** Takes these contents out, with all their rows. */
export async function removeContents(tx: Sql, contentIds: readonly number[]): Promise<void> {
  if (contentIds.length > 0) await tx.run("delete from source_content where id = any($1::bigint[])", [contentIds]);
}

/** Takes out the contents that this import brought or found, save those that another has, with all their rows. */
export async function removeContentsOf(tx: Sql, importId: string): Promise<void> {
  await lockContentsOf(tx, importId);
  await tx.run(
    `delete from source_content where id in (
       select content_id from import_file f where import_id = $1 and state in ('read', 'duplicate')
          and not exists (select 1 from import_file o where o.content_id = f.content_id and o.import_id <> $1
                             and o.state in ('read', 'duplicate')))`,
    [importId],
  );
}

/**
 * Where the contents that are part of the inventory come from, in an order that every installation shares: complete
 * ones, save those of imports that are still to be merged. Each import brings its own, `mergingImportId` now, so that
 * several at once give what they would give one after the other.
 */
export async function loadContents(tx: Sql, mergingImportId: string | null): Promise<Map<number, ContentOrigin>> {
  const rows = await tx.query<{
    id: number;
    realm: string;
    fileSha256: string;
    fileName: string;
    format: string;
    siteId: string;
    reading: string;
    createdUs: number;
    observations: number;
    flows: number;
  }>(
    `select c.id, c.realm_id as realm, c.sha256 as "fileSha256", c.file_name as "fileName", c.format,
            r.site_id as "siteId", c.reading, ${microsecondsOf("c.created_at")} as "createdUs",
            c.committed_observations as observations, c.committed_flows as flows
       from source_content c join realm r on r.id = c.realm_id
      where c.is_complete and not (
              exists (select 1 from import_file f where f.content_id = c.id)
              and not exists (select 1 from import_file f join import i on i.id = f.import_id
                               where f.content_id = c.id and (i.id = $1::uuid or i.state <> all($2::text[]))))
      order by c.realm_id, c.sha256, c.reading`,
    [mergingImportId, OPEN_IMPORT_STATES],
  );
  return new Map(
    rows.map(({ id, realm, fileSha256, fileName, format, siteId, reading, createdUs, observations, flows }) => [
      id,
      {
        id,
        origin: { realm, fileSha256, fileName, format },
        siteId,
        reading,
        createdUs,
        rows: { observations, flows },
      },
    ]),
  );
}

/** Which earlier import brought the content: for the sentence on a duplicate. */
export async function findFirstImport(contentId: number, exceptFileId: string) {
  const [row] = await sql.query<{ importId: string; fileName: string; createdAt: Date; actor: string }>(
    `select i.id as "importId", f.name as "fileName", i.created_at as "createdAt", i.actor
       from import_file f join import i on i.id = f.import_id
      where f.content_id = $1 and f.id <> $2 and f.state = 'read' order by i.created_at, f.number limit 1`,
    [contentId, exceptFileId],
  );
  return row ?? null;
}
