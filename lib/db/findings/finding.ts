import "server-only";
import type { Finding } from "@/lib/domain/finding/finding";
import type {
  FindingCounts,
  FindingFilter,
  FindingGroup,
  FindingGrouping,
  FindingGroupPosition,
  FindingPosition,
} from "@/lib/domain/finding/finding-filter";
import type { StatedFinding } from "@/lib/domain/vex/own-statements";
import { sql } from "../client";
import { deviceLabel } from "../devices/device-label";
import { deviceInScope } from "../sites/site-scope";
import type { Sql } from "../sql";
import { containsPattern, SqlParameters } from "../sql-parameters";
import { storableJson } from "../storable";

/** A finding with everything its card shows, as `detail`; `fingerprint` is a hash of all the others. */
export interface FindingRecord extends Finding {
  readonly detail: unknown;
  readonly fingerprint: string;
}

export interface FindingListRow extends Finding {
  readonly deviceName: string | null;
  readonly zoneId: string | null;
  readonly zoneName: string | null;
  readonly firstJudgedAt: Date;
  readonly changedAt: Date;
}

const BATCH_ROWS = 1_000;

const COLUMNS = `f.id, f.device_id as "deviceId", f.kind, f.key, f.title, f.verdict, f.confidence, f.question, f.product,
  f.cves, f.cvss, f.epss, f.is_kev as "isKev", f.exploitation, f.decision, f.priority, f.fix`;
const LIST_COLUMNS = `${COLUMNS}, ${deviceLabel("d")} as "deviceName", d.zone_id as "zoneId",
  z.name as "zoneName", f.first_judged_at as "firstJudgedAt", f.changed_at as "changedAt"`;
const SOURCE = "finding f join device d on d.id = f.device_id left join zone z on z.id = d.zone_id";

const UPSERT = `
  insert into finding (id, device_id, kind, key, title, verdict, confidence, question, product, cves, cvss, epss, is_kev,
                       exploitation, decision, priority, fix, detail, fingerprint)
  select (r->>'id')::uuid, (r->>'deviceId')::uuid, r->>'kind', r->>'key', r->>'title', r->>'verdict', r->>'confidence',
         r->>'question', r->>'product', array(select jsonb_array_elements_text(r->'cves')), (r->>'cvss')::float8,
         (r->>'epss')::float8, (r->>'isKev')::bool, r->>'exploitation', r->>'decision', (r->>'priority')::int, r->>'fix',
         r->'detail', r->>'fingerprint'
    from unnest($1::jsonb[]) as it(r)
  on conflict (id) do update set title = excluded.title, verdict = excluded.verdict, confidence = excluded.confidence,
    question = excluded.question, product = excluded.product, cves = excluded.cves, cvss = excluded.cvss,
    epss = excluded.epss, is_kev = excluded.is_kev, exploitation = excluded.exploitation,
    decision = excluded.decision, priority = excluded.priority, fix = excluded.fix, detail = excluded.detail,
    fingerprint = excluded.fingerprint,
    changed_at = case when (finding.verdict, finding.question, finding.cves, finding.exploitation, finding.decision, finding.fix)
      is distinct from (excluded.verdict, excluded.question, excluded.cves, excluded.exploitation, excluded.decision, excluded.fix)
      then now() else finding.changed_at end`;

export interface FindingChanges {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

/**
 * Makes the findings of these devices exactly those given; rows that say the same are not written. `changed_at` moves
 * only when something that matters to people did.
 */
export async function replaceFindings(
  tx: Sql,
  deviceIds: readonly string[],
  findings: readonly FindingRecord[],
): Promise<FindingChanges> {
  const stored = await tx.query<{ id: string; fingerprint: string }>(
    "select id, fingerprint from finding where device_id = any($1::uuid[])",
    [deviceIds],
  );
  const before = new Map(stored.map((row) => [row.id, row.fingerprint]));
  const present = new Set(findings.map(({ id }) => id));
  const news = findings.filter(({ id, fingerprint }) => before.get(id) !== fingerprint);
  for (let at = 0; at < news.length; at += BATCH_ROWS) {
    await tx.run(UPSERT, [news.slice(at, at + BATCH_ROWS).map(storableJson)]);
  }
  const gone = [...before.keys()].filter((id) => !present.has(id));
  if (gone.length > 0) await tx.run("delete from finding where id = any($1::uuid[])", [gone]);
  const added = news.filter(({ id }) => !before.has(id)).length;
  return { added, changed: news.length - added, removed: gone.length };
}

/** Findings of these devices, in no order. */
export async function loadFindingsOf(tx: Sql, deviceIds: readonly string[]): Promise<FindingRecord[]> {
  return tx.query<FindingRecord>(
    `select ${COLUMNS}, f.detail, f.fingerprint from finding f where f.device_id = any($1::uuid[])`,
    [deviceIds],
  );
}

/** What exploitability statements are written from: of living vulnerabilities on these devices, by device. */
export async function loadStatedFindings(deviceIds: readonly string[]): Promise<ReadonlyMap<string, StatedFinding[]>> {
  const rows = await sql.query<StatedFinding & { readonly deviceId: string }>(
    `select device_id as "deviceId", kind, verdict, cves, question, fix,
            jsonb_build_object('because', detail->'because', 'vex', detail->'vex', 'overruled', detail->'overruled') as detail
       from finding where kind = 'vulnerability' and device_id = any($1::uuid[]) order by device_id, key`,
    [deviceIds],
  );
  const found = new Map<string, StatedFinding[]>();
  for (const { deviceId, ...finding } of rows) {
    const list = found.get(deviceId);
    if (list) list.push(finding);
    else found.set(deviceId, [finding]);
  }
  return found;
}

/** The finding with all that its card shows; null when it is no more. */
export async function findFinding(id: string): Promise<(FindingListRow & { readonly detail: unknown }) | null> {
  const [row] = await sql.query<FindingListRow & { readonly detail: unknown }>(
    `select ${LIST_COLUMNS}, f.detail from ${SOURCE} where f.id = $1`,
    [id],
  );
  return row ?? null;
}

/** Most urgent first; the page behind `after`. */
export async function findFindingPage(
  filter: FindingFilter,
  after: FindingPosition | null,
  limit: number,
): Promise<{ rows: FindingListRow[]; next: FindingPosition | null }> {
  const parameters = new SqlParameters();
  const conditions = [whereOf(filter, parameters)];
  if (after) {
    const [priority, id] = [parameters.add(after.priority), parameters.add(after.id)];
    conditions.push(`f.priority <= ${priority} and (f.priority < ${priority} or f.id > ${id}::uuid)`);
  }
  const rows = await sql.query<FindingListRow>(
    `select ${LIST_COLUMNS} from ${SOURCE} where ${conditions.join(" and ")}
      order by f.priority desc, f.id limit ${parameters.add(limit + 1)}`,
    parameters.values,
  );
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { rows: page, next: last ? { priority: last.priority, id: last.id } : null };
}

/** These findings, most urgent first; ids of findings that are no more are skipped. */
export async function findFindings(ids: readonly string[]): Promise<FindingListRow[]> {
  return sql.query<FindingListRow>(
    `select ${LIST_COLUMNS} from ${SOURCE} where f.id = any($1::uuid[]) order by f.priority desc, f.id`,
    [ids],
  );
}

/** Sums of findings of one device: added up device by device first, since to count devices otherwise sorts all findings. */
const SUMS_OF_DEVICE = `count(*) as findings, count(*) filter (where f.verdict = 'affected') as affected,
  count(*) filter (where f.verdict = 'possible') as possible,
  count(*) filter (where f.decision = 'immediate' and f.verdict = 'affected') as immediate,
  count(*) filter (where f.decision = 'out-of-cycle' and f.verdict = 'affected') as out_of_cycle,
  count(*) filter (where f.is_kev) as kev, max(f.cvss) as cvss, max(f.priority) as priority`;
const total = (name: string) => `coalesce(sum(${name}), 0)::bigint`;

export async function countFindings(filter: FindingFilter): Promise<FindingCounts> {
  const parameters = new SqlParameters();
  const [row] = await sql.query<FindingCounts>(
    `select ${total("findings")} as total, count(*) as devices, ${total("immediate")} as immediate,
            ${total("out_of_cycle")} as "outOfCycle", ${total("possible")} as possible, ${total("kev")} as kev
       from (select ${SUMS_OF_DEVICE} from ${SOURCE} where ${whereOf(filter, parameters)} group by f.device_id) one`,
    parameters.values,
  );
  return row as FindingCounts;
}

const GROUP_KEYS: Readonly<Record<FindingGrouping, { key: string; label: string }>> = {
  product: { key: "coalesce(f.product, '')", label: "coalesce(min(f.product), '')" },
  key: { key: "f.kind || ' ' || f.key", label: 'min(f.title collate "C")' },
  zone: { key: "coalesce(d.zone_id::text, '')", label: "coalesce(d.zone_id::text, '')" },
};

/** Findings added up; the group with the most urgent finding first, then the largest; the page behind `after`. */
export async function groupFindings(
  filter: FindingFilter,
  by: FindingGrouping,
  after: FindingGroupPosition | null,
  limit: number,
): Promise<FindingGroup[]> {
  const parameters = new SqlParameters();
  const { key, label } = GROUP_KEYS[by];
  const groups = `
    select key, min(label collate "C") as label, ${total("findings")} as findings, count(*) as devices,
           ${total("affected")} as affected, ${total("possible")} as possible, ${total("immediate")} as immediate,
           ${total("kev")} as kev, max(cvss) as cvss, max(priority) as priority
      from (select ${key} as key, ${label} as label, ${SUMS_OF_DEVICE}
              from ${SOURCE} where ${whereOf(filter, parameters)} group by ${key}, f.device_id) one
     group by key`;
  const add = (value: unknown) => parameters.add(value);
  const behind = after
    ? `where (-priority, -findings, key collate "C") > (-${add(after.priority)}::int, -${add(after.findings)}::bigint, ${add(after.key)})`
    : "";
  return sql.query<FindingGroup>(
    `select * from (${groups}) groups ${behind}
      order by priority desc, findings desc, key collate "C" limit ${add(limit)}`,
    parameters.values,
  );
}

function whereOf(filter: FindingFilter, parameters: SqlParameters): string {
  const conditions = ["d.state <> 'retired'", ...deviceInScope(filter.scope ?? {}, parameters)];
  if (filter.kind?.length) conditions.push(`f.kind = any(${parameters.add(filter.kind)}::text[])`);
  if (filter.verdict?.length) conditions.push(`f.verdict = any(${parameters.add(filter.verdict)}::text[])`);
  if (filter.decision?.length) conditions.push(`f.decision = any(${parameters.add(filter.decision)}::text[])`);
  if (filter.deviceId) conditions.push(`f.device_id = ${parameters.add(filter.deviceId)}::uuid`);
  if (filter.key) conditions.push(`f.key = ${parameters.add(filter.key)}`);
  if (filter.product) conditions.push(`f.product = ${parameters.add(filter.product)}`);
  if (filter.isKev) conditions.push("f.is_kev");
  if (filter.zoneId?.length) {
    const zones = parameters.add(filter.zoneId.filter((it) => it !== "none"));
    const unzoned = filter.zoneId.includes("none") ? " or d.zone_id is null" : "";
    conditions.push(`(d.zone_id = any(${zones}::uuid[])${unzoned})`);
  }
  if (filter.text) {
    const pattern = parameters.add(containsPattern(filter.text));
    conditions.push(`(f.title ilike ${pattern} or f.key ilike ${pattern} or f.product ilike ${pattern}
      or array_to_string(f.cves, ' ') ilike ${pattern} or d.name ilike ${pattern})`);
  }
  return conditions.join(" and ");
}

/** Device, and kind and key, of each of these findings that is still there. */
export async function findingKeys(
  tx: Sql,
  ids: readonly string[],
): Promise<{ readonly deviceId: string; readonly finding: string }[]> {
  return tx.query(
    `select device_id as "deviceId", kind || ' ' || key as finding from finding where id = any($1::uuid[])
      order by device_id, kind, key`,
    [ids],
  );
}
