import "server-only";
import { compareText } from "@/lib/domain/compare-text";
import { COMPARED_FIELDS, type ComparedVersion } from "@/lib/domain/device/compare-versions";
import { sql } from "../client";
import type { Sql } from "../sql";
import { containsPattern, SqlParameters } from "../sql-parameters";
import { DEVICE_COLUMNS, DEVICE_SOURCE, type DeviceListRow } from "./device-row";

const BATCH_ROWS = 2_000;
const STREAMED_ROWS = 500;

/** What stands in the table for the devices now, with the hash that tells whether it is news. */
const CURRENT = `
  select id, to_jsonb(shown) as row, md5((to_jsonb(shown) - '{lastSeenUs,seenDays}'::text[])::text) as print
    from (select ${DEVICE_COLUMNS} from ${DEVICE_SOURCE} where d.id in (select unnest($1::uuid[]))) shown`;

/**
 * Writes down how the devices look now, after a rebuild has changed or removed them: a version ends where the next
 * begins. A version whose row is the same but for the last sighting goes on. The caller holds the inventory (`lockInventory`).
 */
export async function recordVersions(tx: Sql, changed: readonly string[], gone: readonly string[]): Promise<void> {
  if (changed.length + gone.length === 0) return;
  const [clock] = await tx.query<{ at: string }>("select clock_timestamp()::text as at");
  const at = (clock as { at: string }).at;
  for (let from = 0; from < gone.length; from += BATCH_ROWS) {
    await tx.run(
      "update device_version set until_at = $2::timestamptz where device_id = any($1::uuid[]) and until_at is null",
      [gone.slice(from, from + BATCH_ROWS), at],
    );
  }
  for (let from = 0; from < changed.length; from += BATCH_ROWS) {
    const ids = changed.slice(from, from + BATCH_ROWS);
    await tx.run(
      `with current as materialized (${CURRENT}),
            ended as (
              update device_version v set until_at = $2::timestamptz from current c
               where v.device_id = c.id and v.until_at is null and v.print <> c.print
              returning v.device_id)
       insert into device_version (device_id, from_at, row, print)
       select c.id, $2::timestamptz, c.row, c.print from current c
        where c.id in (select device_id from ended)
           or not exists (select 1 from device_version v where v.device_id = c.id and v.until_at is null)`,
      [ids, at],
    );
  }
}

/**
 * What a word is looked for in: what people read of a device, in lower case. Not the names of fields, which every device
 * has; and read one by one, as the text of a whole row takes more than twice as long.
 */
const WORDS = `lower(concat_ws(' ', ${[
  ...["ips", "macs", "name", "vendor", "model", "firmware", "orderNumber", "serial", "os", "role", "owner", "location"],
  ...["tags", "zoneName", "site", "state", "riskBand"],
]
  .map((name) => `row->>'${name}'`)
  .join(", ")},
  jsonb_path_query_array(row, '$.custom.*'), jsonb_path_query_array(row, '$.services[*].protocol')))`;

/** Filters of a past inventory; every list is "any of". */
export interface VersionFilter {
  readonly q?: string | undefined;
  readonly site?: readonly string[] | undefined;
  readonly zone?: readonly string[] | undefined;
  readonly vendor?: readonly string[] | undefined;
  readonly role?: readonly string[] | undefined;
  readonly state?: readonly string[] | undefined;
  readonly riskBand?: readonly string[] | undefined;
  readonly purdueLevel?: readonly string[] | undefined;
  readonly protocol?: readonly string[] | undefined;
}

const FILTERS: readonly (readonly [Exclude<keyof VersionFilter, "q" | "protocol">, string])[] = [
  ["site", "row->>'site'"],
  ["zone", "coalesce(row->>'zoneId', 'unzoned')"],
  ["vendor", "row->>'vendor'"],
  ["role", "row->>'role'"],
  ["state", "row->>'state'"],
  ["riskBand", "row->>'riskBand'"],
  ["purdueLevel", "row->>'zonePurdueLevel'"],
];

function whereOf(asOf: Date, filter: VersionFilter, parameters: SqlParameters): string {
  const at = parameters.add(asOf);
  const conditions = [`from_at <= ${at} and (until_at is null or until_at > ${at})`];
  if (filter.q) conditions.push(`${WORDS} like ${parameters.add(containsPattern(filter.q.toLowerCase()))}`);
  for (const [name, expression] of FILTERS) {
    const values = filter[name];
    if (values && values.length > 0) conditions.push(`${expression} = any(${parameters.add(values)}::text[])`);
  }
  if (filter.protocol && filter.protocol.length > 0) {
    const names = parameters.add(filter.protocol);
    conditions.push(`exists (select 1 from jsonb_array_elements(row->'services') it
                              where it->>'protocol' = any(${names}::text[]))`);
  }
  return conditions.join(" and ");
}

export interface VersionPosition {
  readonly riskScore: number;
  readonly id: string;
}

/** The inventory as it was known then, highest risk first. A walk along `device_version_risk_idx`. */
export async function findVersionPage(
  asOf: Date,
  filter: VersionFilter,
  after: VersionPosition | null,
  limit: number,
): Promise<{ rows: DeviceListRow[]; next: VersionPosition | null }> {
  const parameters = new SqlParameters();
  const where = whereOf(asOf, filter, parameters);
  const beyond = after
    ? `and (-(row->>'riskScore')::int, device_id) > (-${parameters.add(after.riskScore)}::int, ${parameters.add(after.id)}::uuid)`
    : "";
  const rows = await sql.query<{ row: DeviceListRow }>(
    `select row from device_version where ${where} ${beyond}
      order by -(row->>'riskScore')::int, device_id limit ${parameters.add(limit + 1)}::int`,
    parameters.values,
  );
  const page = rows.slice(0, limit).map(({ row }) => row);
  const last = page.at(-1);
  return { rows: page, next: rows.length > limit && last ? { riskScore: last.riskScore, id: last.id } : null };
}

/**
 * The devices that pass the filter, in the order of the pages; null when they are more than `most`. Reads all versions of
 * that time, unless there are more.
 */
export async function findVersionMatches(
  asOf: Date,
  filter: VersionFilter,
  most: number,
): Promise<VersionPosition[] | null> {
  const parameters = new SqlParameters();
  const where = whereOf(asOf, filter, parameters);
  const rows = await sql.query<VersionPosition>(
    `select device_id as id, (row->>'riskScore')::int as "riskScore" from device_version
      where ${where} limit ${parameters.add(most + 1)}::int`,
    parameters.values,
  );
  return rows.length > most ? null : rows.sort((a, b) => b.riskScore - a.riskScore || compareText(a.id, b.id));
}

/** The rows of these devices then, in the order of their ids here. */
export async function findVersionsOf(asOf: Date, ids: readonly string[]): Promise<DeviceListRow[]> {
  const rows = await sql.query<{ row: DeviceListRow }>(
    `select v.row from unnest($2::uuid[]) with ordinality asked(id, at)
       join device_version v on v.device_id = asked.id and v.from_at <= $1 and (v.until_at is null or v.until_at > $1)
      order by asked.at`,
    [asOf, ids],
  );
  return rows.map(({ row }) => row);
}

/** How many devices the inventory showed then. */
export async function countAllVersions(asOf: Date): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    "select coalesce(sum(devices), 0)::int as count from device_version_sum where at <= $1",
    [asOf],
  );
  return row?.count ?? 0;
}

/** How many of them pass the filter. Reads all of them. */
export async function countVersions(asOf: Date, filter: VersionFilter): Promise<number> {
  const parameters = new SqlParameters();
  const where = whereOf(asOf, filter, parameters);
  const [row] = await sql.query<{ count: number }>(
    `select count(*)::int as count from device_version where ${where}`,
    parameters.values,
  );
  return row?.count ?? 0;
}

/**
 * A text that is another after versions were added or ended that concern this time. Of a time that lies behind all that is
 * still being written it is the same ever after, whatever changes later.
 */
export async function findVersionState(asOf: Date): Promise<string> {
  const [row] = await sql.query<{ state: string }>(
    "select coalesce(max(at)::text, '') as state from device_version_sum where at <= $1",
    [asOf],
  );
  return (row as { state: string }).state;
}

/** The whole inventory as it was known then, by id: an order that no import changes. */
export async function* streamVersions(asOf: Date, filter: VersionFilter): AsyncGenerator<DeviceListRow> {
  let after: string | null = null;
  do {
    const parameters = new SqlParameters();
    const where = whereOf(asOf, filter, parameters);
    const beyond: string = after ? `and device_id > ${parameters.add(after)}::uuid` : "";
    const rows: { id: string; row: DeviceListRow }[] = await sql.query(
      `select device_id as id, row from device_version where ${where} ${beyond}
        order by device_id limit ${parameters.add(STREAMED_ROWS)}::int`,
      parameters.values,
    );
    for (const { row } of rows) yield row;
    after = rows.length < STREAMED_ROWS ? null : (rows.at(-1)?.id ?? null);
  } while (after);
}

export interface DeviceVersionRow {
  readonly row: DeviceListRow;
  readonly fromAt: Date;
  readonly untilAt: Date | null;
}

/** The device as it was known then; null when it was not, or not yet. */
export async function findVersion(id: string, asOf: Date): Promise<DeviceVersionRow | null> {
  const [found] = await sql.query<DeviceVersionRow>(
    `select row, from_at as "fromAt", until_at as "untilAt" from device_version
      where device_id = $1 and from_at <= $2 and (until_at is null or until_at > $2)`,
    [id, asOf],
  );
  return found ?? null;
}

/** Of a version's row `row`, what is compared. */
const COMPARED = `jsonb_build_object(${COMPARED_FIELDS.map((name) => `'${name}', row->'${name}'`).join(", ")})`;

/** Most changes begin one version where another ends. */
const ROWS_OF_A_CHANGE = 2;

/**
 * Devices that looked otherwise at the two times, or were there at one of them only, by their ids; of more than the limit
 * those that changed last. As many changes are read as it takes to fill the limit, however many there were.
 */
export async function findChangedVersions(from: Date, to: Date, limit: number): Promise<ChangedVersion[]> {
  for (let rows = limit * ROWS_OF_A_CHANGE; ; rows *= 4) {
    const moved = await findMovedDevices(from, to, rows);
    const changed = await compareVersionsOf(moved.ids, from, to, limit);
    // Of all that changed several times, or back to what it was, fewer are left.
    if (changed.length >= limit || moved.rows < rows) return changed;
  }
}

/** Devices with a version that began or ended between the times, the last changes first; and how many of these were read. */
async function findMovedDevices(
  from: Date,
  to: Date,
  limit: number,
): Promise<{ readonly ids: readonly string[]; readonly rows: number }> {
  const moved = (time: "from_at" | "until_at") =>
    `(select device_id as id, ${time} as at from device_version where ${time} > $1 and ${time} <= $2 order by ${time} desc limit $3)`;
  const [found] = await sql.query<{ ids: string[]; rows: number }>(
    `select coalesce(array_agg(distinct id order by id), '{}') as ids, count(*)::int as rows
       from (select id from (${moved("from_at")} union all ${moved("until_at")}) it order by at desc limit $3) moved`,
    [from, to, limit],
  );
  return found as { ids: string[]; rows: number };
}

/** What two versions of a device say. */
export interface ChangedVersion {
  readonly id: string;
  readonly before: ComparedVersion | null;
  readonly after: ComparedVersion | null;
}

function compareVersionsOf(ids: readonly string[], from: Date, to: Date, limit: number): Promise<ChangedVersion[]> {
  const versionAt = (at: string) => `
    select ${COMPARED} as row, print from device_version v
     where v.device_id = t.id and v.from_at <= ${at} and (v.until_at is null or v.until_at > ${at}) limit 1`;
  return sql.query<ChangedVersion>(
    `select t.id, a.row as before, b.row as after from unnest($3::uuid[]) with ordinality t(id, place)
       left join lateral (${versionAt("$1")}) a on true
       left join lateral (${versionAt("$2")}) b on true
      where (a.row is not null or b.row is not null) and a.print is distinct from b.print
      order by t.place limit $4`,
    [from, to, ids, limit],
  );
}

/** Where devices that are no more went, of those that were merged into another. */
export async function findHeirs(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.query<{ id: string; heir: string }>(
    "select old_id as id, new_id as heir from device_redirect where old_id = any($1::uuid[])",
    [ids],
  );
  return new Map(rows.map(({ id, heir }) => [id, heir]));
}
