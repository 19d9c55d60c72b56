import "server-only";
import type { ImportLoss, ImportState } from "@/lib/domain/import/import-state";
import type { KeepMode } from "@/lib/domain/packet/keep-mode";
import type { SiteScope } from "@/lib/domain/site-scope";
import { sql } from "../client";
import { realmInScope } from "../sites/site-scope";
import type { Sql } from "../sql";
import { SqlParameters } from "../sql-parameters";
import { isUnread } from "./unread-file";

export interface ImportRow {
  readonly id: string;
  readonly siteId: string;
  readonly realmId: string;
  readonly site: string;
  readonly realm: string;
  readonly sensor: string | null;
  readonly actor: string;
  readonly userId: string | null;
  /** null = as the setting says. */
  readonly keepMode: KeepMode | null;
  readonly state: ImportState;
  readonly message: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  readonly cancelAskedAt: Date | null;
  readonly devicesNew: number | null;
  readonly devicesChanged: number | null;
}

export interface NewImport {
  readonly id: string;
  readonly siteId: string;
  readonly realmId: string;
  readonly sensorId: string | null;
  readonly userId: string | null;
  readonly actor: string;
  readonly keepMode: KeepMode | null;
}

const SELECT = `select i.id, i.site_id as "siteId", i.realm_id as "realmId", s.name as site, r.name as realm,
         n.name as sensor, i.actor, i.user_id as "userId", i.keep_mode as "keepMode", i.state, i.message, i.created_at as "createdAt",
         i.finished_at as "finishedAt", i.cancel_asked_at as "cancelAskedAt", i.devices_new as "devicesNew",
         i.devices_changed as "devicesChanged"
    from import i join site s on s.id = i.site_id join realm r on r.id = i.realm_id left join sensor n on n.id = i.sensor_id`;

export async function insertImport(tx: Sql, row: NewImport): Promise<void> {
  await tx.run(
    `insert into import (id, site_id, realm_id, sensor_id, user_id, actor, keep_mode, state)
     values ($1, $2, $3, $4, $5, $6, $7, 'receiving')`,
    [row.id, row.siteId, row.realmId, row.sensorId, row.userId, row.actor, row.keepMode],
  );
}

export async function findImport(id: string, from: Sql = sql): Promise<ImportRow | null> {
  const [row] = await from.query<ImportRow>(`${SELECT} where i.id = $1`, [id]);
  return row ?? null;
}

/** The import's state, locked until the transaction ends. */
export async function lockImport(tx: Sql, id: string): Promise<ImportRow | null> {
  await tx.query("select 1 from import where id = $1 for update", [id]);
  return findImport(id, tx);
}

export interface ImportPosition {
  readonly createdAtUs: number;
  readonly id: string;
}

export interface ImportFilter extends SiteScope {
  readonly lost?: ImportLoss | undefined;
}

const LOST_FILES: Readonly<Record<ImportLoss, string>> = {
  files: isUnread("l"),
  truncated: "l.state = 'read' and (l.ledger->>'truncated')::bigint > 0",
  malformed: "l.state = 'read' and (l.ledger->>'malformed')::bigint > 0",
};

/** Conditions over an import, of which `id` and `realmId` name the columns. */
function importFits(
  { id, realmId }: { readonly id: string; readonly realmId: string },
  { lost, ...scope }: ImportFilter,
  parameters: SqlParameters,
): string[] {
  const conditions = realmInScope(realmId, scope, parameters);
  if (lost) conditions.push(`exists (select from import_file l where l.import_id = ${id} and ${LOST_FILES[lost]})`);
  return conditions;
}

/** Newest first, those behind `after`. */
export async function listImportRows(
  filter: ImportFilter,
  after: ImportPosition | null,
  limit: number,
): Promise<(ImportRow & ImportPosition)[]> {
  const parameters = new SqlParameters();
  const conditions = importFits({ id: "i.id", realmId: 'i."realmId"' }, filter, parameters);
  if (after) {
    const [createdAtUs, id] = [parameters.add(after.createdAtUs), parameters.add(after.id)];
    const createdAt = `'epoch'::timestamptz + ${createdAtUs}::float8 * interval '1 microsecond'`;
    conditions.push(`(i."createdAt", i.id) < (${createdAt}, ${id}::uuid)`);
  }
  return sql.query<ImportRow & ImportPosition>(
    `select i.*, (extract(epoch from i."createdAt") * 1000000)::bigint::float8 as "createdAtUs" from (${SELECT}) i
      where ${conditions.join(" and ") || "true"}
      order by i."createdAt" desc, i.id desc limit ${parameters.add(limit)}`,
    parameters.values,
  );
}

export interface ImportSums {
  readonly total: number;
  readonly running: number;
  readonly failed: number;
  /** Records of all files that were read. */
  readonly records: number;
}

export async function sumImports(filter: ImportFilter): Promise<ImportSums> {
  const parameters = new SqlParameters();
  const where = importFits({ id: "i.id", realmId: "i.realm_id" }, filter, parameters).join(" and ") || "true";
  const [sums] = await sql.query<ImportSums>(
    `select count(*)::int as total,
            count(*) filter (where i.state not in ('done', 'failed', 'cancelled'))::int as running,
            count(*) filter (where i.state = 'failed')::int as failed,
            (select coalesce(sum(f.records_read), 0)::float8 from import_file f join import i on i.id = f.import_id
              where ${where}) as records
       from import i where ${where}`,
    parameters.values,
  );
  return sums as ImportSums;
}

export async function setImportState(tx: Sql, id: string, state: ImportState, message: string | null): Promise<void> {
  await tx.run(
    `update import set state = $2, message = $3,
            started_at = case when $2 = 'reading' then coalesce(started_at, now()) else started_at end,
            finished_at = case when $2 in ('done', 'failed', 'cancelled') then now() else finished_at end
      where id = $1`,
    [id, state, message],
  );
}

export async function setImportOutcome(
  tx: Sql,
  id: string,
  outcome: { readonly devicesNew: number; readonly devicesChanged: number },
): Promise<void> {
  await tx.run("update import set devices_new = $2, devices_changed = $3 where id = $1", [
    id,
    outcome.devicesNew,
    outcome.devicesChanged,
  ]);
}

/** The import with its files; what they brought stays. */
export async function removeImport(tx: Sql, id: string): Promise<void> {
  await tx.run("delete from import where id = $1", [id]);
}

/** Says why the import stands still; it keeps its state. */
export async function setImportMessage(id: string, message: string | null): Promise<void> {
  await sql.run("update import set message = $2 where id = $1 and message is distinct from $2", [id, message]);
}

/** How often it has failed now. */
export async function countMergeFailure(id: string): Promise<number> {
  const [row] = await sql.query<{ failures: number }>(
    "update import set merge_failures = merge_failures + 1 where id = $1 returning merge_failures as failures",
    [id],
  );
  return row?.failures ?? 0;
}

export async function askToCancel(tx: Sql, id: string): Promise<void> {
  await tx.run("update import set cancel_asked_at = coalesce(cancel_asked_at, now()) where id = $1", [id]);
}

/** True once somebody asked to stop. */
export async function isCancelAsked(id: string): Promise<boolean> {
  const [row] = await sql.query("select 1 from import where id = $1 and cancel_asked_at is not null", [id]);
  return row !== undefined;
}

/** Imports that wait for a worker or whose worker died, oldest first. `lockName` is the lock of one that is at work. */
export async function findAbandonedImports(lockPrefix: string): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `select id from (select id, created_at from import where state in ('queued', 'reading', 'merging') offset 0) open
      where pg_try_advisory_xact_lock(hashtextextended($1 || id::text, 0)) order by created_at, id`,
    [lockPrefix],
  );
  return rows.map((row) => row.id);
}

/** Whether the site has imports that succeeded or still may. */
export async function hasLivingImports(site: string): Promise<boolean> {
  const [row] = await sql.query(
    `select 1 from import i join site s on s.id = i.site_id
      where s.name = $1 and i.state not in ('failed', 'cancelled') limit 1`,
    [site],
  );
  return row !== undefined;
}

/** Imports whose upload was begun and never ended. */
export async function findStaleUploads(olderThanDays: number, now: Date): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `select id from import where state = 'receiving' and created_at < $2::timestamptz - make_interval(days => $1)`,
    [olderThanDays, now],
  );
  return rows.map((row) => row.id);
}
