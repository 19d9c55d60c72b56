import "server-only";
import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import type { FileState } from "@/lib/domain/import/import-state";
import type { Ledger } from "@/lib/domain/import/ledger";
import { sql } from "../client";
import type { Sql } from "../sql";
import { storableJson } from "../storable";

export interface ImportFileRow {
  readonly id: string;
  readonly importId: string;
  readonly number: number;
  readonly name: string;
  readonly declaredBytes: number;
  readonly declaredSha256: string | null;
  readonly receivedBytes: number;
  readonly state: FileState;
  readonly csvMapping: Readonly<Record<string, string>> | null;
  readonly format: string | null;
  readonly recordsRead: number;
  readonly readBytes: number;
  readonly readerFailures: number;
  readonly workerDeaths: number;
  readonly ledger: Ledger | null;
  readonly warnings: readonly string[];
  readonly message: string | null;
  readonly observations: number;
  readonly flows: number;
  readonly firstSeenUs: number | null;
  readonly lastSeenUs: number | null;
  readonly contentId: number | null;
  /** Of the unpacked content; null until it is read. */
  readonly sha256: string | null;
}

const SELECT = `select f.id, f.import_id as "importId", f.number, f.name, f.declared_bytes as "declaredBytes",
         f.declared_sha256 as "declaredSha256", f.received_bytes as "receivedBytes", f.state,
         f.csv_mapping as "csvMapping", f.format, f.records_read as "recordsRead", f.read_bytes as "readBytes",
         f.reader_failures as "readerFailures", f.worker_deaths as "workerDeaths", f.ledger, f.warnings, f.message,
         f.observations, f.flows, f.first_seen_us as "firstSeenUs", f.last_seen_us as "lastSeenUs",
         f.content_id as "contentId", c.sha256
    from import_file f left join source_content c on c.id = f.content_id`;

export interface NewImportFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string | null;
}

/** Files get the numbers 1 to n in the given order. An empty file has nothing to wait for. */
export async function insertImportFiles(tx: Sql, importId: string, files: readonly NewImportFile[]): Promise<void> {
  await tx.run(
    `insert into import_file (id, import_id, number, name, declared_bytes, declared_sha256, state)
     select id, $1, n, name, bytes, sha, case when bytes = 0 then 'received' else 'receiving' end
       from unnest($2::uuid[], $3::text[], $4::bigint[], $5::text[]) with ordinality as it(id, name, bytes, sha, n)`,
    [
      importId,
      files.map((it) => it.id),
      files.map((it) => it.name),
      files.map((it) => it.bytes),
      files.map((it) => it.sha256),
    ],
  );
}

/** All files of the imports, by number. */
export async function listFiles(importIds: readonly string[], from: Sql = sql): Promise<ImportFileRow[]> {
  return from.query<ImportFileRow>(`${SELECT} where f.import_id = any($1::uuid[]) order by f.import_id, f.number`, [
    importIds,
  ]);
}

export async function findFile(importId: string, number: number): Promise<ImportFileRow | null> {
  const [row] = await sql.query<ImportFileRow>(`${SELECT} where f.import_id = $1 and f.number = $2`, [
    importId,
    number,
  ]);
  return row ?? null;
}

/** Whether a file of exactly this length was read before, whatever it held. */
export async function hasReadFileOfSize(bytes: number): Promise<boolean> {
  const [row] = await sql.query<{ found: boolean }>(
    "select exists (select from import_file where declared_bytes = $1 and content_id is not null) as found",
    [bytes],
  );
  return row?.found ?? false;
}

/** False when the file moved on meanwhile: nothing was recorded then. */
export async function recordReceived(
  fileId: string,
  from: number,
  to: number,
  state: "receiving" | "received",
): Promise<boolean> {
  const changed = await sql.run(
    `update import_file set received_bytes = $3, state = $4
      where id = $1 and received_bytes = $2 and state = 'receiving'`,
    [fileId, from, to, state],
  );
  return changed === 1;
}

/** A file of this machine lies in the spool. False when it arrived meanwhile. */
export async function recordLocal(fileId: string, sha256: string | null): Promise<boolean> {
  const changed = await sql.run(
    `update import_file set received_bytes = declared_bytes, declared_sha256 = $2, state = 'received'
      where id = $1 and state = 'receiving'`,
    [fileId, sha256],
  );
  return changed === 1;
}

export async function setCsvMapping(tx: Sql, fileId: string, mapping: Readonly<Record<string, string>>): Promise<void> {
  await tx.run("update import_file set csv_mapping = $2::jsonb where id = $1", [fileId, storableJson(mapping)]);
}

/** A reader takes the file on. `dead`: its last reader was still at it when its process ended. */
export async function beginFile(fileId: string, dead: boolean): Promise<void> {
  await sql.run(
    `update import_file set state = 'reading', worker_deaths = worker_deaths + $2, records_read = 0, read_bytes = 0
      where id = $1`,
    [fileId, dead ? 1 : 0],
  );
}

/** The reader stops of its own accord; nothing is wrong with the file. */
export async function putBack(fileId: string): Promise<void> {
  await sql.run("update import_file set state = 'received' where id = $1 and state = 'reading'", [fileId]);
}

/** How often it has failed now, since the last committed batch. */
export async function countReaderFailure(fileId: string): Promise<number> {
  const [row] = await sql.query<{ failures: number }>(
    "update import_file set reader_failures = reader_failures + 1 where id = $1 returning reader_failures as failures",
    [fileId],
  );
  return row?.failures ?? 0;
}

export async function saveProgress(fileId: string, progress: { records: number; bytesIn: number }): Promise<void> {
  await sql.run("update import_file set records_read = $2, read_bytes = $3 where id = $1", [
    fileId,
    progress.records,
    progress.bytesIn,
  ]);
}

/** What the file says of itself, known before its rows are written. */
export async function saveReading(
  tx: Sql,
  fileId: string,
  contentId: number,
  result: Omit<DiscoveryResult, "observations" | "flows" | "approvals">,
): Promise<void> {
  await tx.run(
    `update import_file set content_id = $2, format = $3, records_read = $4, unpacked_bytes = $5, ledger = $6::jsonb,
            warnings = $7::jsonb, first_seen_us = $8, last_seen_us = $9, read_bytes = received_bytes
      where id = $1`,
    [
      fileId,
      contentId,
      result.format,
      result.records,
      result.bytes,
      storableJson(result.ledger),
      storableJson(result.warnings),
      result.firstSeenUs,
      result.lastSeenUs,
    ],
  );
}

/** What another file of the same content said of itself, for a file that need not be read. False when there is none. */
export async function copyReading(tx: Sql, fileId: string, contentId: number): Promise<boolean> {
  const changed = await tx.run(
    `update import_file f
        set content_id = k.content_id, format = k.format, records_read = k.records_read,
            unpacked_bytes = k.unpacked_bytes, ledger = k.ledger, warnings = k.warnings,
            first_seen_us = k.first_seen_us, last_seen_us = k.last_seen_us, read_bytes = f.received_bytes
       from (select * from import_file
              where content_id = $2 and id <> $1 and state in ('read', 'duplicate') and ledger is not null
              order by state desc, id limit 1) k
      where f.id = $1`,
    [fileId, contentId],
  );
  return changed === 1;
}

/** Part of each batch: rows were committed, so whatever went wrong before is behind us. */
export async function saveCommitted(
  tx: Sql,
  fileId: string,
  counters: { readonly observations: number; readonly flows: number },
): Promise<void> {
  await tx.run(
    "update import_file set observations = $2, flows = $3, reader_failures = 0, worker_deaths = 0 where id = $1",
    [fileId, counters.observations, counters.flows],
  );
}

export async function endFile(
  tx: Sql,
  fileId: string,
  state: "read" | "duplicate" | "unsupported" | "failed" | "cancelled",
  message: string | null,
): Promise<void> {
  await tx.run(
    `update import_file set state = $2, message = $3,
            observations = case when $2 in ('read', 'duplicate') then observations else 0 end,
            flows = case when $2 in ('read', 'duplicate') then flows else 0 end
      where id = $1`,
    [fileId, state, message],
  );
}
