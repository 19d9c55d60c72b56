import "server-only";
import { ZONE_NAMES } from "@/lib/db/zones/zone";
import type { Identifier } from "@/lib/domain/device/identifier";
import type {
  ClosedPath,
  Contradiction,
  MitigatedFactor,
  Mitigation,
  MitigationKind,
  MitigationScope,
  Standing,
  VirtualPatchMeans,
} from "@/lib/domain/mitigation/mitigation";
import { sql } from "../client";
import { deviceLabel } from "../devices/device-label";
import { microsecondsOf } from "../microseconds";
import type { Sql } from "../sql";
import { containsPattern, SqlParameters } from "../sql-parameters";
import { storableJson, storableText } from "../storable";

const TARGETS = `coalesce((select jsonb_agg(jsonb_build_object('anchor', jsonb_build_object('kind', t.anchor_kind,
    'realm', t.anchor_realm, 'value', t.anchor_value), 'finding', t.finding) order by t.seq)
  from mitigation_target t where t.mitigation_id = m.id), '[]'::jsonb)`;

const SELECT = `select m.id, m.kind, m.means, m.title, m.scope, m.zone_id as "zoneId", ${TARGETS} as targets, m.factor,
    m.path, m.owner, ${microsecondsOf("m.starts_at")} as "startsAtUs", ${microsecondsOf("m.review_at")} as "reviewAtUs",
    ${microsecondsOf("m.expires_at")} as "expiresAtUs", ${microsecondsOf("m.ended_at")} as "endedAtUs", m.contradictions,
    m.standing
  from mitigation m`;

/** Those that nobody ended, with their targets. */
export async function loadMitigations(tx: Sql): Promise<Mitigation[]> {
  return tx.query<Mitigation>(`${SELECT} where m.standing <> 'ended' order by m.id`);
}

export interface NewMitigation {
  readonly id: string;
  readonly kind: MitigationKind;
  readonly means: VirtualPatchMeans | null;
  readonly title: string;
  readonly scope: MitigationScope;
  readonly zoneId: string | null;
  readonly factor: MitigatedFactor | null;
  readonly path: ClosedPath | null;
  readonly owner: string;
  readonly evidence: string;
  readonly evidenceUrl: string | null;
  readonly startsAt: Date;
  readonly reviewAt: Date | null;
  readonly expiresAt: Date | null;
  readonly createdBy: string;
  readonly targets: readonly {
    readonly anchor: Identifier;
    readonly deviceId: string;
    readonly finding: string | null;
  }[];
}

export async function insertMitigation(tx: Sql, it: NewMitigation): Promise<void> {
  await tx.run(
    `insert into mitigation (id, kind, means, title, scope, zone_id, factor, path, owner, evidence, evidence_url,
                             starts_at, review_at, expires_at, created_by, standing)
     values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $10, $11, $12, $13, $14, $15,
             case when $12::timestamptz > now() then 'not-begun' else 'holds' end)`,
    [
      it.id,
      it.kind,
      it.means,
      it.title,
      it.scope,
      it.zoneId,
      it.factor,
      it.path && storableJson(it.path),
      it.owner,
      it.evidence,
      it.evidenceUrl,
      it.startsAt,
      it.reviewAt,
      it.expiresAt,
      it.createdBy,
    ],
  );
  await tx.run(
    `insert into mitigation_target (mitigation_id, seq, anchor_kind, anchor_realm, anchor_value, device_id, finding)
     select $1, row_number() over (), it.* from unnest($2::text[], $3::text[], $4::text[], $5::uuid[], $6::text[]) as it`,
    [
      it.id,
      it.targets.map(({ anchor }) => anchor.kind),
      it.targets.map(({ anchor }) => anchor.realm),
      it.targets.map(({ anchor }) => storableText(anchor.value)),
      it.targets.map(({ deviceId }) => deviceId),
      it.targets.map(({ finding }) => finding),
    ],
  );
}

export interface MitigationTerms {
  readonly owner: string;
  readonly evidence: string;
  readonly evidenceUrl: string | null;
  readonly startsAt: Date;
  readonly reviewAt: Date | null;
  readonly expiresAt: Date | null;
}

export async function updateMitigationTerms(tx: Sql, id: string, it: MitigationTerms): Promise<void> {
  await tx.run(
    `update mitigation set owner = $2, evidence = $3, evidence_url = $4, starts_at = $5, review_at = $6,
            expires_at = $7 where id = $1`,
    [id, it.owner, it.evidence, it.evidenceUrl, it.startsAt, it.reviewAt, it.expiresAt],
  );
}

export async function endMitigationRow(tx: Sql, id: string): Promise<void> {
  await tx.run("update mitigation set ended_at = now(), standing = 'ended', standing_at = now() where id = $1", [id]);
}

export async function saveStanding(
  tx: Sql,
  id: string,
  standing: Standing,
  contradictions: readonly Contradiction[],
): Promise<void> {
  await tx.run(
    `update mitigation set standing = $2, contradictions = $3::jsonb,
            standing_at = case when standing <> $2 then now() else standing_at end where id = $1`,
    [id, standing, storableJson(contradictions)],
  );
}

export async function insertMitigationEvent(
  tx: Sql,
  event: { readonly mitigationId: string; readonly actor: string; readonly what: string; readonly text: string },
): Promise<void> {
  await tx.run("insert into mitigation_event (mitigation_id, actor, what, text) values ($1, $2, $3, $4)", [
    event.mitigationId,
    event.actor,
    event.what,
    event.text,
  ]);
}

/** A mitigation as lists show it. */
export interface MitigationListRow extends Omit<Mitigation, "targets" | "contradictions"> {
  readonly evidence: string;
  readonly evidenceUrl: string | null;
  readonly zoneName: string | null;
  readonly deviceCount: number;
  readonly findings: readonly string[];
  readonly contradictionCount: number;
  readonly standingAt: Date;
  readonly createdAt: Date;
  readonly createdBy: string;
}

export interface MitigationFilter {
  readonly standing?: readonly Standing[];
  readonly kind?: readonly MitigationKind[];
  readonly deviceId?: string;
  readonly zoneId?: string;
  /** Kind and key of a finding. */
  readonly finding?: string;
  /** In title, owner or evidence. */
  readonly text?: string;
}

export interface MitigationPosition {
  readonly rank: number;
  readonly createdAtUs: number;
  readonly id: string;
}

/** What an owner has to look at comes first. */
const RANK = `case m.standing when 'withdrawn' then 0 when 'expired' then 1 when 'holds' then 2 when 'confirmed' then 3
  when 'not-begun' then 4 else 5 end`;

const LIST_COLUMNS = `m.id, m.kind, m.means, m.title, m.scope, m.zone_id as "zoneId", z.name as "zoneName", m.factor,
  m.path, m.owner, m.evidence, m.evidence_url as "evidenceUrl", ${microsecondsOf("m.starts_at")} as "startsAtUs",
  ${microsecondsOf("m.review_at")} as "reviewAtUs", ${microsecondsOf("m.expires_at")} as "expiresAtUs",
  ${microsecondsOf("m.ended_at")} as "endedAtUs", m.standing, m.standing_at as "standingAt",
  m.created_at as "createdAt", m.created_by as "createdBy",
  jsonb_array_length(m.contradictions) as "contradictionCount",
  (select count(distinct t.device_id) from mitigation_target t where t.mitigation_id = m.id) as "deviceCount",
  array(select distinct t.finding from mitigation_target t
         where t.mitigation_id = m.id and t.finding is not null order by t.finding limit 20) as findings`;

export async function findMitigationPage(
  filter: MitigationFilter,
  after: MitigationPosition | null,
  limit: number,
): Promise<{ rows: MitigationListRow[]; next: MitigationPosition | null }> {
  const parameters = new SqlParameters();
  const conditions = [whereOf(filter, parameters)];
  const created = microsecondsOf("m.created_at");
  if (after) {
    const [rank, at, id] = [after.rank, after.createdAtUs, after.id].map((it) => parameters.add(it));
    conditions.push(`(${RANK}, -${created}, m.id) > (${rank}::int, -${at}::bigint, ${id}::uuid)`);
  }
  const rows = await sql.query<MitigationListRow & { readonly rank: number; readonly createdAtUs: number }>(
    `select ${LIST_COLUMNS}, ${RANK} as rank, ${created} as "createdAtUs"
       from mitigation m left join (${ZONE_NAMES}) z on z.id = m.zone_id where ${conditions.join(" and ")}
      order by ${RANK}, ${created} desc, m.id limit ${parameters.add(limit + 1)}`,
    parameters.values,
  );
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { rows: page, next: last ? { rank: last.rank, createdAtUs: last.createdAtUs, id: last.id } : null };
}

/** How many there are of each standing, and how many wait for their review. */
export async function countMitigations(filter: MitigationFilter): Promise<{
  readonly standings: Readonly<Partial<Record<Standing, number>>>;
  readonly total: number;
  readonly reviewDue: number;
}> {
  const parameters = new SqlParameters();
  const rows = await sql.query<{ standing: Standing; count: number; due: number }>(
    `select m.standing, count(*) as count,
            count(*) filter (where m.standing in ('holds', 'withdrawn') and m.review_at <= now()) as due
       from mitigation m where ${whereOf(filter, parameters)} group by 1`,
    parameters.values,
  );
  return {
    standings: Object.fromEntries(rows.map(({ standing, count }) => [standing, count])),
    total: rows.reduce((sum, it) => sum + it.count, 0),
    reviewDue: rows.reduce((sum, it) => sum + it.due, 0),
  };
}

export interface MitigationDetailRow extends MitigationListRow {
  readonly contradictions: readonly Contradiction[];
}

export async function findMitigation(id: string, db: Sql = sql): Promise<MitigationDetailRow | null> {
  const [row] = await db.query<MitigationDetailRow>(
    `select ${LIST_COLUMNS}, m.contradictions from mitigation m left join (${ZONE_NAMES}) z on z.id = m.zone_id where m.id = $1`,
    [id],
  );
  return row ?? null;
}

/** Devices that it names, as they are now, and the finding of each; at most `limit`. */
export async function findMitigationTargets(
  id: string,
  limit: number,
): Promise<
  {
    readonly deviceId: string;
    readonly deviceName: string | null;
    readonly finding: string | null;
    readonly title: string | null;
  }[]
> {
  return sql.query(
    `select coalesce(r.new_id, t.device_id) as "deviceId", ${deviceLabel("d")} as "deviceName",
            t.finding, f.title
       from mitigation_target t
       left join device_redirect r on r.old_id = t.device_id
       left join device d on d.id = coalesce(r.new_id, t.device_id)
       left join finding f on f.device_id = d.id and f.kind || ' ' || f.key = t.finding
      where t.mitigation_id = $1 order by t.seq limit $2`,
    [id, limit],
  );
}

/** Devices whose risk it may change, as they are now. */
export async function devicesUnder(tx: Sql, id: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select d.id from mitigation_target t left join device_redirect r on r.old_id = t.device_id
       join device d on d.id = coalesce(r.new_id, t.device_id) where t.mitigation_id = $1
     union select d.id from mitigation m join device d on d.zone_id = m.zone_id
      where m.id = $1 and m.scope = 'zone'`,
    [id],
  );
  return rows.map((row) => row.id);
}

/** Risk of these devices, added up. */
export async function sumRiskOf(tx: Sql, deviceIds: readonly string[]): Promise<number> {
  const [row] = await tx.query<{ sum: number }>(
    "select coalesce(sum(risk_score), 0)::float8 as sum from device where id = any($1::uuid[])",
    [deviceIds],
  );
  return row?.sum ?? 0;
}

export async function findMitigationEvents(
  id: string,
): Promise<{ readonly at: Date; readonly actor: string; readonly what: string; readonly text: string }[]> {
  return sql.query("select at, actor, what, text from mitigation_event where mitigation_id = $1 order by id desc", [
    id,
  ]);
}

function whereOf(filter: MitigationFilter, parameters: SqlParameters): string {
  const conditions = ["true"];
  if (filter.standing?.length) conditions.push(`m.standing = any(${parameters.add(filter.standing)}::text[])`);
  if (filter.kind?.length) conditions.push(`m.kind = any(${parameters.add(filter.kind)}::text[])`);
  if (filter.zoneId) conditions.push(`m.zone_id = ${parameters.add(filter.zoneId)}::uuid`);
  if (filter.deviceId) {
    const device = parameters.add(filter.deviceId);
    const finding = filter.finding ? ` and (t.finding is null or t.finding = ${parameters.add(filter.finding)})` : "";
    conditions.push(`(exists (select 1 from mitigation_target t left join device_redirect r on r.old_id = t.device_id
        where t.mitigation_id = m.id and coalesce(r.new_id, t.device_id) = ${device}::uuid${finding})
      or (m.scope = 'zone' and m.zone_id = (select zone_id from device where id = ${device}::uuid)))`);
  } else if (filter.finding) {
    const finding = parameters.add(filter.finding);
    conditions.push(
      `exists (select 1 from mitigation_target t where t.mitigation_id = m.id and t.finding = ${finding})`,
    );
  }
  if (filter.text) {
    const pattern = parameters.add(containsPattern(filter.text));
    conditions.push(`(m.title ilike ${pattern} or m.owner ilike ${pattern} or m.evidence ilike ${pattern})`);
  }
  return conditions.join(" and ");
}

/** Addresses of devices, and the ports on which they answer a protocol. */
export async function findRuleEnds(
  deviceIds: readonly string[],
  protocol: string | null,
): Promise<{ readonly ips: string[]; readonly ports: { readonly transport: "tcp" | "udp"; readonly port: number }[] }> {
  const ips = await sql.query<{ ip: string }>(
    "select distinct unnest(ips) as ip from device where id in (select unnest($1::uuid[])) order by 1 limit 1000",
    [deviceIds],
  );
  const ports =
    protocol === null
      ? []
      : await sql.query<{ transport: "tcp" | "udp"; port: number }>(
          `select distinct s->>'transport' as transport, (s->>'port')::int as port
             from device d, jsonb_array_elements(d.listed->'services') s
            where d.id in (select unnest($1::uuid[])) and s->>'protocol' = $2 and s->>'transport' in ('tcp', 'udp')
              and s->>'port' is not null order by 1, 2 limit 50`,
          [deviceIds, protocol],
        );
  return { ips: ips.map((row) => row.ip), ports };
}

/** Networks of a zone's rules; without any, the addresses of its devices. */
export async function findZoneNetworks(zoneId: string): Promise<string[]> {
  const rows = await sql.query<{ net: string }>(
    `select distinct cidr as net from zone_cidr where zone_id = $1
     union select distinct unnest(ips) from device where zone_id = $1
       and not exists (select 1 from zone_cidr where zone_id = $1) order by 1 limit 1000`,
    [zoneId],
  );
  return rows.map((row) => row.net);
}
