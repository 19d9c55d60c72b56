import "server-only";
import type { Sql } from "./sql";

/**
 * Posture of the plant and of each zone, from the devices as they stand; retired ones do not count. Kept for today, and
 * after a rebuild also for the day of the newest evidence: captures of the last weeks, taken in one after the other,
 * then show how the plant went, not how fast they were read.
 */
export async function savePosture(
  tx: Sql,
  { alsoForNewestEvidence }: { alsoForNewestEvidence: boolean },
): Promise<void> {
  const aggregate = `
    coalesce(avg(risk_score), 0), count(*), count(*) filter (where state = 'unsanctioned'),
    count(*) filter (where is_exposed),
    count(*) filter (where vendor is not null and (model is not null or role is not null))`;
  await tx.run(
    `with today as (select (now() at time zone 'UTC')::date as day),
       days as (
         select day from today
         union
         select least(day, (to_timestamp(max(last_seen_us) / 1e6) at time zone 'UTC')::date) from today, device
          where $1::boolean and last_seen_us is not null group by day
       ),
       postures as (
         select 'plant' as scope, ${aggregate} from device where state <> 'retired'
         union all
         select z.id::text, ${aggregate.replaceAll("count(*)", "count(d.id)")}
           from zone z left join device d on d.zone_id = z.id and d.state <> 'retired' group by z.id
       )
     insert into posture_day (day, scope, risk_mean, devices, unsanctioned, exposed, identified)
     select days.day, postures.* from days, postures
     on conflict (day, scope) do update set risk_mean = excluded.risk_mean, devices = excluded.devices,
        unsanctioned = excluded.unsanctioned, exposed = excluded.exposed, identified = excluded.identified`,
    [alsoForNewestEvidence],
  );
}
