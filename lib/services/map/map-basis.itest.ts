import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, sql } from "@/lib/db/client";
import { newestDeviceRev } from "@/lib/db/devices/device-changes";
import { forgetOldestGone } from "@/lib/db/gone-rows";
import { listMapDevices } from "@/lib/db/zones/map";
import { seedInventory } from "@/lib/testing/seed-inventory";
import { MapBasis } from "./map-basis";

const SHOWN = 10;

beforeAll(async () => {
  await seedInventory(24);
});
afterAll(closeDatabase);

async function look() {
  const rev = await newestDeviceRev();
  const rows = await listMapDevices(SHOWN);
  return { rows, basis: new MapBasis(rev, rows, true) };
}

/** [what changes, SQL with the device as $1]. */
const CHANGES: readonly (readonly [string, string])[] = [
  ["what no map shows", "update device set last_seen_us = coalesce(last_seen_us, 0) + 1 where id = $1"],
  ["its risk", "update device set risk_band = case risk_band when 'low' then 'high' else 'low' end where id = $1"],
  ["its name", "update device set name = 'renamed ' || id where id = $1"],
  ["its name, to the first", "update device set name = '!' where id = $1"],
  ["its role", "update device set role = 'aaa' where id = $1"],
  ["its role, to none", "update device set role = null where id = $1"],
  ["its zone, to none", "update device set zone_id = null where id = $1"],
  ["its zone", "update device set zone_id = (select id from zone order by id limit 1) where id = $1"],
  ["its state", "update device set state = 'sanctioned' where id = $1"],
  ["that it is retired", "update device set state = 'retired' where id = $1"],
  ["that it comes back", "update device set state = 'unsanctioned' where id = $1"],
  ["that it is no more", "delete from device where id = $1"],
];

it("holds only while the same devices would be shown, and they would say the same", async () => {
  const held = new Map<string, number>();
  // One that is shown, the last of them, and one behind it, each through all changes.
  for (const at of [0, SHOWN - 1, SHOWN + 4]) {
    const [device] = await sql.query<{ id: string }>(
      `select id from (select id, row_number() over (order by zone_id nulls last, role nulls last, name collate "C", id) as n
         from device where state <> 'retired') d where n = $1`,
      [at + 1],
    );
    for (const [what, change] of CHANGES) {
      const { rows, basis } = await look();
      await sql.run(change, [device?.id]);
      const holds = await basis.holds();
      const after = await listMapDevices(SHOWN);
      if (holds) expect(after, `${what}, of the device at ${at}`).toEqual(rows);
      if (holds) held.set(what, (held.get(what) ?? 0) + 1);
    }
  }
  expect(held.get("what no map shows")).toBe(3);
  expect(held.get("its risk"), "of one behind those that are shown").toBeGreaterThan(0);
});

it("does not hold once it is forgotten which devices went since it was drawn", async () => {
  const { rows, basis } = await look();
  const gone = rows.slice(0, 2).map(({ id }) => id);
  await sql.run("delete from device where id = any($1::uuid[])", [gone]);
  // A device behind those that are shown goes last, so that its row alone is kept.
  await sql.run("delete from device where id = (select id from device where id <> all($1::uuid[]) limit 1)", [
    rows.map(({ id }) => id),
  ]);
  expect(await forgetOldestGone(1)).toBeGreaterThan(0);
  expect(await basis.holds()).toBe(false);
  expect(await (await look()).basis.holds()).toBe(true);
});
