import "server-only";
import type { UnconfirmedSummary } from "@/lib/domain/device/device";
import type { Sql } from "./sql";

/** Today's posture of the plant and of each zone, from the devices as they stand. Retired ones do not count. */
export async function savePosture(tx: Sql): Promise<void> {
  const aggregate = `
    coalesce(avg(risk_score), 0), count(*), count(*) filter (where state = 'unsanctioned'),
    count(*) filter (where is_exposed),
    count(*) filter (where vendor is not null and (model is not null or role is not null))`;
  await tx.run(
    `insert into posture_day (day, scope, risk_mean, devices, unsanctioned, exposed, identified)
     select (now() at time zone 'UTC')::date, 'plant', ${aggregate} from device where state <> 'retired'
     union all
     select (now() at time zone 'UTC')::date, z.id::text, ${aggregate.replaceAll("count(*)", "count(d.id)")}
       from zone z left join device d on d.zone_id = z.id and d.state <> 'retired' group by z.id
     on conflict (day, scope) do update set risk_mean = excluded.risk_mean, devices = excluded.devices,
        unsanctioned = excluded.unsanctioned, exposed = excluded.exposed, identified = excluded.identified`,
  );
}

/** Counts of addresses that never proved to be a device, in place of what stood there. */
export async function replaceUnconfirmed(tx: Sql, rows: readonly UnconfirmedSummary[]): Promise<void> {
  await tx.run("delete from unconfirmed_address");
  await tx.run(
    `insert into unconfirmed_address (realm_id, reason, count, examples)
     select (row->>'realm')::uuid, row->>'reason', (row->>'count')::int,
            array(select jsonb_array_elements_text(row->'examples'))
       from unnest($1::jsonb[]) as it(row)`,
    [rows.map((row) => JSON.stringify(row))],
  );
}
