import "server-only";
import type { Sql } from "../sql";

const COUNTS = ["devices", "unsanctioned", "exposed", "identified"] as const;
const MEAN = "coalesce(risk / nullif(devices, 0)::float8, 0)";
const MEAN_OF_SUMS = "coalesce(sum(risk) / nullif(sum(devices), 0)::float8, 0)";

/**
 * Posture of the plant and of each zone, from the sums that triggers keep with every change of a device; retired ones
 * do not count. Kept for today, and after a rebuild also for the day of the newest evidence: captures of the last weeks,
 * taken in one after the other, then show how the plant went, not how fast they were read.
 */
export async function savePosture(
  tx: Sql,
  { alsoForNewestEvidence }: { alsoForNewestEvidence: boolean },
): Promise<void> {
  await tx.run(
    `with today as (select (now() at time zone 'UTC')::date as day),
       days as (
         select day from today
         union
         select least(day, (to_timestamp(newest.us / 1e6) at time zone 'UTC')::date)
           from today, (select max(last_seen_us) as us from device) newest where $1::boolean and newest.us is not null
       ),
       postures as (
         select 'plant' as scope, ${MEAN_OF_SUMS}, ${COUNTS.map((it) => `coalesce(sum(${it}), 0)`).join(", ")} from posture_sum
         union all
         select z.id::text, ${MEAN}, ${COUNTS.map((it) => `coalesce(${it}, 0)`).join(", ")}
           from zone z left join posture_sum on zone_id = z.id
       )
     insert into posture_day (day, scope, risk_mean, devices, unsanctioned, exposed, identified)
     select days.day, postures.* from days, postures
     on conflict (day, scope) do update set risk_mean = excluded.risk_mean, devices = excluded.devices,
        unsanctioned = excluded.unsanctioned, exposed = excluded.exposed, identified = excluded.identified`,
    [alsoForNewestEvidence],
  );
}
