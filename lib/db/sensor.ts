import "server-only";
import { sql } from "./client";
import { microsecondsOf } from "./microseconds";
import type { Sql } from "./sql";
import { storableJson } from "./storable";

const HOUR_US = 3_600_000_000;
/** Hour of batches in which no packet was seen. */
const NO_HOUR = -1;

export interface SensorRow {
  readonly id: string;
  readonly name: string;
  readonly siteName: string;
  readonly realmId: string;
  readonly realmName: string;
  readonly createdAt: Date;
  readonly hasToken: boolean;
  readonly revokedAt: Date | null;
  readonly lastBatchAt: Date | null;
  readonly clockOffsetMs: number | null;
  /** As it came in the newest batch; null before the first. */
  readonly health: unknown;
  readonly lostBatches: number;
  readonly lostPackets: number;
  readonly forgottenBatches: number;
  readonly forgottenPackets: number;
}

const COLUMNS = `s.id, s.name, i.name as "siteName", s.realm_id as "realmId", r.name as "realmName",
  s.created_at as "createdAt", s.token_hash is not null as "hasToken", s.revoked_at as "revokedAt",
  s.last_batch_at as "lastBatchAt", s.clock_offset_ms as "clockOffsetMs", s.health, s.lost_batches as "lostBatches",
  s.lost_packets as "lostPackets", s.forgotten_batches as "forgottenBatches", s.forgotten_packets as "forgottenPackets"`;
const FROM = "sensor s join realm r on r.id = s.realm_id join site i on i.id = r.site_id";

/** Sensors that have a token or had one, by site, realm and name. Others only name where files come from. */
export async function listSensorRows(): Promise<SensorRow[]> {
  return sql.query<SensorRow>(
    `select ${COLUMNS} from ${FROM} where s.token_hash is not null or s.revoked_at is not null
      order by i.name, r.name, s.name, s.id`,
  );
}

export async function findSensor(id: string, db: Sql = sql): Promise<SensorRow | null> {
  const [row] = await db.query<SensorRow>(`select ${COLUMNS} from ${FROM} where s.id = $1`, [id]);
  return row ?? null;
}

/** Hash of the living token; null when there is none. */
export async function findSensorToken(
  id: string,
): Promise<{ tokenHash: string; name: string; realmId: string } | null> {
  const [row] = await sql.query<{ tokenHash: string; name: string; realmId: string }>(
    `select token_hash as "tokenHash", name, realm_id as "realmId" from sensor
      where id = $1 and token_hash is not null and revoked_at is null`,
    [id],
  );
  return row ?? null;
}

/** The token that is good from now on; an older one is worthless. */
export async function setSensorToken(tx: Sql, id: string, tokenHash: string): Promise<void> {
  await tx.run("update sensor set token_hash = $2, revoked_at = null where id = $1", [id, tokenHash]);
}

export async function revokeSensor(tx: Sql, id: string): Promise<void> {
  await tx.run("update sensor set token_hash = null, revoked_at = now() where id = $1", [id]);
}

/** False when another sensor of the realm has the name. */
export async function renameSensor(tx: Sql, id: string, name: string): Promise<boolean> {
  const changed = await tx.run(
    `update sensor s set name = $2 where id = $1 and not exists (
       select 1 from sensor o where o.realm_id = s.realm_id and o.name = $2 and o.id <> s.id)`,
    [id, name],
  );
  return changed > 0;
}

export interface TakenBatch {
  readonly sensorId: string;
  readonly seq: number;
  readonly firstSeenUs: number | null;
  readonly lastSeenUs: number | null;
  readonly packets: number;
  readonly dropped: number;
  readonly ledger: unknown;
  readonly digest: string;
}

const LEDGER_COUNTS = ["records", "ignored", "truncated", "malformed"];

/** Takes the number for this transaction and adds to its hour; false when a batch of the number was taken before. */
export async function insertSensorBatch(tx: Sql, batch: TakenBatch): Promise<boolean> {
  const inserted = await tx.run(
    `with taken as (
       insert into sensor_batch (sensor_id, seq, first_seen_us, last_seen_us, packets, dropped, ledger, digest)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning *)
     insert into sensor_hour as h (sensor_id, hour, from_us, to_us, dropped, ${LEDGER_COUNTS.join(", ")}, received_at)
     select sensor_id, coalesce(last_seen_us / ${HOUR_US}, ${NO_HOUR}), first_seen_us, last_seen_us, dropped,
            ${LEDGER_COUNTS.map((it) => `coalesce((ledger->>'${it}')::bigint, 0)`).join(", ")}, received_at
       from taken
     on conflict (sensor_id, hour) do update set
       from_us = least(h.from_us, excluded.from_us), to_us = greatest(h.to_us, excluded.to_us),
       ${["dropped", ...LEDGER_COUNTS].map((it) => `${it} = h.${it} + excluded.${it}`).join(", ")},
       received_at = greatest(h.received_at, excluded.received_at)`,
    [
      ...[batch.sensorId, batch.seq, batch.firstSeenUs, batch.lastSeenUs, batch.packets, batch.dropped],
      storableJson(batch.ledger),
      batch.digest,
    ],
  );
  return inserted > 0;
}

/** Null when the number stands for this very batch, else one that no batch of the sensor has. */
export async function findFreeSeq(tx: Sql, { sensorId, seq, digest }: TakenBatch): Promise<number | null> {
  const [row] = await tx.query<{ freeSeq: number | null }>(
    `select case when digest <> $3 then (select max(seq) + 1 from sensor_batch where sensor_id = $1) end as "freeSeq"
       from sensor_batch where sensor_id = $1 and seq = $2`,
    [sensorId, seq, digest],
  );
  return row?.freeSeq ?? null;
}

const SENT = (health: string) => `${health} #>> '{sent,folder}' as folder,
  (${health} #>> '{sent,batches}')::bigint as batches, (${health} #>> '{sent,packets}')::bigint as packets`;

/** No sum is larger, whatever a forged sensor says. */
const MOST = Number.MAX_SAFE_INTEGER;

/**
 * What the sensor last said of itself. An older batch that comes late changes only the sums. What it was confirmed beyond
 * the batches before this one, by this very folder of it, is not here any more.
 */
export async function noteSensorBatch(
  tx: Sql,
  id: string,
  seq: number,
  said: {
    readonly clockOffsetMs: number;
    readonly health: unknown;
    readonly lostBatches: number;
    readonly lostPackets: number;
  },
): Promise<void> {
  await tx.run(
    `update sensor set last_batch_at = now(), lost_batches = lost_batches + $3, lost_packets = lost_packets + $4,
            clock_offset_ms = case when newest then $5 else clock_offset_ms end,
            forgotten_batches = least(${MOST}, forgotten_batches + case when newest then missing else 0 end),
            forgotten_packets = least(${MOST}, forgotten_packets + case when newest and missing > 0 then packets else 0 end),
            health = case when newest then $6::jsonb else health end
       from (select not exists (select 1 from sensor_batch where sensor_id = $1 and seq > $2) as newest) it,
            lateral (
              select greatest(0, coalesce(now.batches - before.batches - 1, 0)) as missing,
                     greatest(0, coalesce(now.packets - before.packets - last.packets, 0)) as packets
                from (select ${SENT("$6::jsonb")}) now
                left join (select ${SENT("health")} from sensor where id = $1) before using (folder)
                left join lateral (select packets from sensor_batch where sensor_id = $1 and seq < $2
                                    order by seq desc limit 1) last on true) gone
      where id = $1`,
    [id, seq, said.lostBatches, said.lostPackets, said.clockOffsetMs, storableJson(said.health)],
  );
}

export interface CoverageHour {
  readonly sensorId: string;
  /** Hours ago, 0 is the running one. */
  readonly hoursAgo: number;
  readonly packets: number;
  readonly dropped: number;
}

/** Packets by hour of the last day, by when they passed; hours without a batch are absent. */
export async function sensorCoverage(nowUs: number): Promise<CoverageHour[]> {
  return sql.query<CoverageHour>(
    `select sensor_id as "sensorId", (($1::bigint - coalesce(last_seen_us, ${microsecondsOf("received_at")})) / 3600000000)::int as "hoursAgo",
            sum(packets)::bigint as packets, sum(dropped)::bigint as dropped
       from sensor_batch where received_at > now() - interval '25 hours'
      group by 1, 2 having (($1::bigint - min(coalesce(last_seen_us, ${microsecondsOf("received_at")}))) / 3600000000) < 24`,
    [nowUs],
  );
}

/** Numbers are remembered for as long as a sensor may come back with an old batch, and hours as long as one of theirs. */
export async function forgetSensorBatches(now: Date): Promise<number> {
  await sql.run("delete from sensor_hour where received_at < $1::timestamptz - interval '90 days'", [now]);
  return sql.run("delete from sensor_batch where received_at < $1::timestamptz - interval '90 days'", [now]);
}
