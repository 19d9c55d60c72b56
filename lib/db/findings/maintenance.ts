import "server-only";
import { ZONE_NAMES } from "@/lib/db/zones/zone";
import type { WorkKind } from "@/lib/domain/maintenance/arrange-work";
import type { Outage, Repeats } from "@/lib/domain/maintenance/maintenance-window";
import { sql } from "../client";
import { deviceLabel } from "../devices/device-label";
import { microsecondsOf } from "../microseconds";
import { printOfTable, readPrint } from "../print";
import type { Sql } from "../sql";
import { SqlParameters } from "../sql-parameters";

export interface WindowRow {
  readonly id: string;
  readonly title: string;
  readonly zoneId: string | null;
  readonly zoneName: string | null;
  readonly startsAt: Date;
  readonly durationMinutes: number;
  readonly repeats: Repeats;
  readonly every: number;
  readonly outage: Outage;
}

const WINDOW = `select w.id, w.title, w.zone_id as "zoneId", z.name as "zoneName", w.starts_at as "startsAt",
    w.duration_minutes as "durationMinutes", w.repeats, w.every, w.outage
  from maintenance_window w left join (${ZONE_NAMES}) z on z.id = w.zone_id`;

export async function listWindows(db: Sql = sql): Promise<WindowRow[]> {
  return db.query<WindowRow>(`${WINDOW} order by w.starts_at, w.id`);
}

export async function findWindow(tx: Sql, id: string): Promise<WindowRow | null> {
  const [row] = await tx.query<WindowRow>(`${WINDOW} where w.id = $1`, [id]);
  return row ?? null;
}

export async function insertWindow(
  tx: Sql,
  it: Omit<WindowRow, "zoneName"> & { readonly createdBy: string },
): Promise<void> {
  await tx.run(
    `insert into maintenance_window (id, title, zone_id, starts_at, duration_minutes, repeats, every, outage, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [it.id, it.title, it.zoneId, it.startsAt, it.durationMinutes, it.repeats, it.every, it.outage, it.createdBy],
  );
}

/** Its work stays, in no window. */
export async function removeWindow(tx: Sql, id: string): Promise<void> {
  await tx.run("update work_item set occurrence_at = null where window_id = $1 and state = 'open'", [id]);
  await tx.run("delete from maintenance_window where id = $1", [id]);
}

export type WorkState = "open" | "done" | "dropped";

export interface WorkRow {
  readonly id: string;
  readonly title: string;
  readonly kind: WorkKind;
  readonly outage: Outage;
  readonly minutes: number;
  readonly owner: string;
  readonly note: string;
  readonly zoneId: string | null;
  readonly zoneName: string | null;
  readonly deviceIds: readonly string[];
  readonly devices: readonly { readonly id: string; readonly name: string | null; readonly role: string | null }[];
  readonly findingKey: string | null;
  readonly riskRemoved: number | null;
  readonly windowId: string | null;
  readonly occurrenceAt: Date | null;
  readonly state: WorkState;
  readonly changedAtUs: number;
}

/** Named of each item: a page lists few. */
const SHOWN_DEVICES = 10;

const CHANGED_AT = microsecondsOf("i.changed_at");
const WORK = `select i.id, i.title, i.kind, i.outage, i.minutes, i.owner, i.note, i.zone_id as "zoneId",
    z.name as "zoneName", i.device_ids as "deviceIds", i.finding_key as "findingKey", i.risk_removed as "riskRemoved",
    i.window_id as "windowId", i.occurrence_at as "occurrenceAt", i.state,
    ${CHANGED_AT} as "changedAtUs",
    coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'name', ${deviceLabel("d")},
        'role', d.role) order by d.name, d.id)
      from (select d.* from unnest(i.device_ids[1:${SHOWN_DEVICES}]) with ordinality one(id, at)
              join device d on d.id = one.id) d), '[]') as devices
  from work_item i left join (${ZONE_NAMES}) z on z.id = i.zone_id`;

export async function listOpenWork(): Promise<WorkRow[]> {
  return sql.query<WorkRow>(`${WORK} where i.state = 'open' order by i.created_at, i.id`);
}

/** A text that is another after any change of any work. */
export async function findWorkState(): Promise<string> {
  return readPrint([printOfTable("work_item")]);
}

/** Done or dropped work behind `after`, the latest first. */
export async function listSettledWork(
  after: Pick<WorkRow, "changedAtUs" | "id"> | null,
  limit: number,
): Promise<WorkRow[]> {
  const parameters = new SqlParameters();
  // The latest first, and among equals by id.
  const behind = after
    ? `and (-${CHANGED_AT}, i.id) > (-${parameters.add(after.changedAtUs)}::bigint, ${parameters.add(after.id)}::uuid)`
    : "";
  return sql.query<WorkRow>(
    `${WORK} where i.state <> 'open' ${behind} order by ${CHANGED_AT} desc, i.id limit ${parameters.add(limit)}`,
    parameters.values,
  );
}

/** Titles of all that is open, each once. */
export async function listOpenTitles(): Promise<string[]> {
  const rows = await sql.query<{ title: string }>("select distinct title from work_item where state = 'open'");
  return rows.map(({ title }) => title);
}

export async function countSettledWork(): Promise<number> {
  const [row] = await sql.query<{ count: number }>("select count(*) as count from work_item where state <> 'open'");
  return row?.count ?? 0;
}

export async function findWork(tx: Sql, id: string): Promise<WorkRow | null> {
  const [row] = await tx.query<WorkRow>(`${WORK} where i.id = $1`, [id]);
  return row ?? null;
}

export async function insertWork(
  tx: Sql,
  it: Omit<WorkRow, "zoneName" | "devices" | "windowId" | "occurrenceAt" | "state" | "changedAtUs"> & {
    readonly createdBy: string;
  },
): Promise<void> {
  await tx.run(
    `insert into work_item (id, title, kind, outage, minutes, owner, note, zone_id, device_ids, finding_key, risk_removed,
                            created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9::uuid[], $10, $11, $12)`,
    [
      it.id,
      it.title,
      it.kind,
      it.outage,
      it.minutes,
      it.owner,
      it.note,
      it.zoneId,
      it.deviceIds,
      it.findingKey,
      it.riskRemoved,
      it.createdBy,
    ],
  );
}

export async function updateWork(
  tx: Sql,
  it: Pick<WorkRow, "id" | "windowId" | "occurrenceAt" | "state" | "owner" | "minutes">,
): Promise<void> {
  await tx.run(
    `update work_item set window_id = $2, occurrence_at = $3, state = $4, owner = $5, minutes = $6, changed_at = now()
      where id = $1`,
    [it.id, it.windowId, it.occurrenceAt, it.state, it.owner, it.minutes],
  );
}

/** The zone that all of these devices are in; null when they are in several or none. */
export async function sharedZone(tx: Sql, deviceIds: readonly string[]): Promise<string | null> {
  const rows = await tx.query<{ zoneId: string | null }>(
    'select distinct zone_id as "zoneId" from device where id in (select unnest($1::uuid[])) limit 2',
    [deviceIds],
  );
  return rows.length === 1 ? (rows[0]?.zoneId ?? null) : null;
}
