import { afterAll, beforeAll, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { walkDownQuery } from "@/lib/contracts/walk-down";
import { closeDatabase, sql } from "@/lib/db/client";
import { findAskedDevices, findOpenDevices, loadOpenDevices } from "@/lib/db/shadow/walk-down";
import { ensureRealm } from "@/lib/db/sites/realm";
import { withTransaction } from "@/lib/db/transaction";
import type { SiteScope } from "@/lib/domain/site-scope";
import type { WalkDownDevice } from "@/lib/domain/triage/walk-down";
import { seedInventory } from "@/lib/testing/seed-inventory";
import { DeviceIndex, deviceIndex } from "../devices/device-index";
import { exportWalkDown, getWalkDown } from "./get-walk-down";

beforeAll(async () => {
  await seedInventory(60);
  const { siteId } = await withTransaction((tx) => ensureRealm(tx, "South plant", "spare"));
  await sql.run("update device set site_id = $1 where id in (select id from device order by id limit 20)", [siteId]);
  await sql.run("update device set location = 'Control room'");
});
afterAll(closeDatabase);

it("hands out every question as CSV, also those for which the page has no room", async () => {
  const query = walkDownQuery.parse({ limit: 2 });
  const { items, total } = await getWalkDown(systemActor, query);
  expect(items).toHaveLength(2);
  expect(total).toBeGreaterThan(2);
  const rows: string[] = [];
  for await (const row of exportWalkDown(systemActor, query)) rows.push(row);
  expect(rows).toHaveLength(1 + total);
});

it("tells places of one name at two sites apart", async () => {
  const ask = (query: object) => getWalkDown(systemActor, walkDownQuery.parse({ limit: 500, ...query }));
  const { places, items } = await ask({});
  const rooms = places.filter(({ place }) => place === "Control room");
  const sites = [...new Set(items.map(({ site }) => site))].sort();
  expect(sites.length).toBeGreaterThan(1);
  expect(rooms.map(({ site }) => site).sort()).toEqual(sites);
  for (const { site, place, questions } of rooms) {
    const here = await ask({ place, placeSite: site });
    expect(here.total).toBe(questions);
    expect(new Set(here.items.map((it) => it.site))).toEqual(new Set([site]));
  }
  expect((await ask({ place: "Control room" })).total).toBe(rooms.reduce((sum, it) => sum + it.questions, 0));
});

it("asks about the same devices from the columns in memory as from PostgreSQL, in every scope", async () => {
  const asked = await findAskedDevices();
  // One that leaves nothing open but what its findings ask, one that is asked about and not in use.
  await sql.run(
    `update device set zone_id = (select id from zone limit 1), vendor = 'Axis', model = 'M1', state = 'sanctioned' where id = $1`,
    [asked[0]],
  );
  await sql.run("update device set state = 'retired' where id = $1", [asked[1]]);
  const realms = await sql.query<{ id: string; site: string }>("select id, site_id as site from realm");
  const scopes: SiteScope[] = [{}, ...realms.map(({ id }) => ({ realm: id })), ...realms.map(({ site }) => ({ site }))];
  const index = new DeviceIndex();
  await index.load();
  for (const scope of scopes) {
    const { devices, total } = await findOpenDevices(scope, 7);
    const mine = await index.riskiestOpen(scope, asked, 7);
    expect(mine.total).toBe(total);
    expect(await loadOpenDevices(mine.ids)).toEqual(
      devices.map(({ total: _, ...it }: WalkDownDevice & { total?: number }) => it),
    );
  }
  expect((await index.riskiestOpen({}, asked, 1)).total).toBe((await index.riskiestOpen({}, [], 1)).total + 1);
});

it("says what holds now of a device that changed after it was asked about", async () => {
  const index = deviceIndex();
  await index.load();
  const ask = async () => (await getWalkDown(systemActor, walkDownQuery.parse({ limit: 500 }))).items;
  const before = await ask();
  const [first] = before;
  if (!first) throw new Error("nothing is asked");
  await sql.run("update device set location = 'Moved' where id = $1", [first.deviceId]);
  const after = await ask();
  expect(after.filter(({ place }) => place === "Moved").map(({ deviceId }) => deviceId)).toContain(first.deviceId);
  const others = (items: typeof before) => items.filter(({ deviceId }) => deviceId !== first.deviceId);
  expect(others(after)).toEqual(others(before));
});
