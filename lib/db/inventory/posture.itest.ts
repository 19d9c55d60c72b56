import { afterAll, beforeAll, expect, it } from "vitest";
import { seedInventory } from "@/lib/testing/seed-inventory";
import { closeDatabase, sql } from "../client";
import { withTransaction } from "../transaction";
import { savePosture } from "./posture";

beforeAll(() => seedInventory(40));
afterAll(closeDatabase);

const AGGREGATE = `coalesce(avg(risk_score), 0)::float8 as "riskMean", count(d.id) as devices,
  count(d.id) filter (where state = 'unsanctioned') as unsanctioned, count(d.id) filter (where is_exposed) as exposed,
  count(d.id) filter (where vendor is not null and (model is not null or role is not null)) as identified`;

/** What is kept for today against every device read. */
async function expectTrue(): Promise<number> {
  await withTransaction((tx) => savePosture(tx, { alsoForNewestEvidence: false }));
  const kept = await sql.query(
    `select scope, risk_mean as "riskMean", devices, unsanctioned, exposed, identified from posture_day
      where day = (now() at time zone 'UTC')::date order by scope`,
  );
  const read = await sql.query<{ scope: string; devices: number }>(
    `select 'plant' as scope, ${AGGREGATE} from device d where state <> 'retired'
     union all
     select z.id::text, ${AGGREGATE} from zone z left join device d on d.zone_id = z.id and state <> 'retired' group by z.id
     order by scope`,
  );
  expect(kept).toEqual(read);
  return read.find(({ scope }) => scope === "plant")?.devices ?? 0;
}

it("keeps the posture that reading every device gives, after devices came, changed, moved, were retired and went", async () => {
  const all = await expectTrue();
  expect(all).toBeGreaterThan(10);
  const [zone] = await sql.query<{ id: string }>("select id from zone order by id limit 1");
  for (const change of [
    "update device set risk_score = risk_score + 3 where id in (select id from device order by id limit 9)",
    `update device set zone_id = '${zone?.id}' where id in (select id from device order by id desc limit 7)`,
    "update device set zone_id = null, state = 'unsanctioned', is_exposed = true where id in (select id from device order by search limit 5)",
    "update device set state = 'retired' where id in (select id from device where state <> 'retired' order by id limit 4)",
    "update device set vendor = null where id in (select id from device order by search desc limit 6)",
    "update device set state = 'sanctioned' where id in (select id from device where state = 'retired' order by id limit 2)",
    "delete from device where id in (select id from device order by id limit 3)",
  ]) {
    await sql.run(change);
    await expectTrue();
  }
  expect(await expectTrue()).toBeLessThan(all);
  await sql.run("delete from device");
  expect(await expectTrue()).toBe(0);
});
