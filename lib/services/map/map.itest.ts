import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { zoneMap } from "@/lib/contracts/map";
import { conduitInput } from "@/lib/contracts/zones";
import { closeDatabase, sql } from "@/lib/db/client";
import { UNZONED } from "@/lib/domain/zone/zone-key";
import { type SeededInventory, seedInventory } from "@/lib/testing/seed-inventory";
import { saveConduit } from "../conduits/save-conduit";
import { getZoneMap } from "./get-zone-map";
import { listHighlighted } from "./list-highlighted";
import { pinZone, unpinZones } from "./pin-zone";

let seeded: SeededInventory;
beforeAll(async () => {
  seeded = await seedInventory(24);
});
afterAll(closeDatabase);

const map = async () => zoneMap.parse(await getZoneMap(systemActor));

it("shows every device once, in its zone, and what passes between zones", async () => {
  const { devices, links, isCut } = await map();
  const [counted] = await sql.query<{ all: number; unzoned: number }>(
    `select count(*) as all, count(*) filter (where zone_id is null) as unzoned from device where state <> 'retired'`,
  );
  expect(new Set(devices.map((it) => it.id)).size).toBe(counted?.all);
  expect(devices.filter((it) => it.zone === UNZONED)).toHaveLength(counted?.unzoned as number);
  expect(isCut).toBe(false);
  const { cell, hall } = seeded.zoneIds;
  expect(links).toContainEqual(
    expect.objectContaining({ from: cell, to: hall, verdict: "undecided", isConduit: false, hasWrites: true }),
  );
  expect(links.every((link) => link.from !== link.to)).toBe(true);
});

it("is the same object until something on it changes", async () => {
  const first = await getZoneMap(systemActor);
  expect(await getZoneMap(systemActor)).toBe(first);
  await pinZone(systemActor, { key: seeded.zoneIds.cell, x: 1, y: 1 });
  const pinned = await getZoneMap(systemActor);
  expect(pinned.pins).toHaveLength(1);
  await unpinZones(systemActor);
  expect((await getZoneMap(systemActor)).pins).toEqual([]);
});

it("is the same object after a change of a device that no map shows", async () => {
  const first = await getZoneMap(systemActor);
  await sql.run("update device set last_seen_us = coalesce(last_seen_us, 0) + 1 where state <> 'retired'");
  expect(await getZoneMap(systemActor)).toBe(first);
});

it("reads neither devices nor zones nor conduits again where nothing has changed, and all that did", async () => {
  const { cell } = seeded.zoneIds;
  const before = await getZoneMap(systemActor);
  const read = vi.spyOn(sql, "query");
  await getZoneMap(systemActor);
  const asked = await Promise.all(read.mock.results.map(({ value }) => value as Promise<readonly unknown[]>));
  read.mockRestore();
  expect(asked.length).toBeGreaterThan(0);
  // Prints and revisions, one row each.
  expect(Math.max(...asked.map((rows) => rows.length))).toBeLessThanOrEqual(1);
  await sql.run("update zone set name = 'Cell renamed' where id = $1", [cell]);
  const zoneOf = async () => (await getZoneMap(systemActor)).zones.find(({ key }) => key === cell);
  expect(await zoneOf()).toMatchObject({ name: "Cell renamed" });
  await sql.run("update zone set name = $2 where id = $1", [cell, before.zones.find(({ key }) => key === cell)?.name]);
  const [device] = await sql.query<{ id: string }>(
    "select id from device where state <> 'retired' order by id limit 1",
  );
  await sql.run("update device set name = 'renamed-on-map' where id = $1", [device?.id]);
  expect((await getZoneMap(systemActor)).devices.find(({ id }) => id === device?.id)?.name).toBe("renamed-on-map");
});

it("shows a conduit that nothing used as what it is", async () => {
  const { cell, hall } = seeded.zoneIds;
  const conduit = { fromZoneId: hall, toZoneId: cell, protocols: ["ntp"], reason: "clocks" };
  await saveConduit(systemActor, null, conduitInput.parse(conduit));
  const unused = (await map()).links.find((link) => link.from === hall && link.to === cell);
  expect(unused).toMatchObject({ isConduit: true, flows: 0, protocols: ["ntp"], verdict: "inside" });
});

it("highlights what a query of the product's language finds, and says what is wrong with one that cannot be read", async () => {
  const { ids } = await listHighlighted(systemActor, "role:plc");
  const [counted] = await sql.query<{ count: number }>("select count(*) as count from device where role = 'plc'");
  expect(ids).toHaveLength(counted?.count as number);
  await expect(listHighlighted(systemActor, "role:")).rejects.toMatchObject({ code: "bad-request" });
});

it("highlights the same until a device or the name of a zone changes", async () => {
  const { hall } = seeded.zoneIds;
  const ask = () => listHighlighted(systemActor, 'zone:"Hall renamed"');
  const none = await ask();
  expect(none.ids).toEqual([]);
  expect(await ask()).toBe(none);
  const [zone] = await sql.query<{ name: string }>("select name from zone where id = $1", [hall]);
  await sql.run("update zone set name = 'Hall renamed' where id = $1", [hall]);
  const inside = await sql.query<{ id: string }>("select id from device where zone_id = $1", [hall]);
  expect(inside.length).toBeGreaterThan(0);
  expect((await ask()).ids.toSorted()).toEqual(inside.map(({ id }) => id).sort());
  await sql.run("update zone set name = $2 where id = $1", [hall, zone?.name]);
  expect((await ask()).ids).toEqual([]);
  const [device] = await sql.query<{ id: string }>("select id from device order by id limit 1");
  const byName = async () => (await listHighlighted(systemActor, "name:new-name-of-it")).ids;
  expect(await byName()).toEqual([]);
  await sql.run("update device set name = 'new-name-of-it' where id = $1", [device?.id]);
  expect(await byName()).toEqual([device?.id]);
});

it("keeps where somebody put a zone, for everybody, until all pins are taken off", async () => {
  const key = seeded.zoneIds.cell;
  await pinZone(systemActor, { key, x: 12, y: -3 });
  await pinZone(systemActor, { key, x: 40, y: 7 });
  expect((await map()).pins).toEqual([{ key, x: 40, y: 7 }]);
  await expect(pinZone({ ...systemActor, role: "viewer" }, { key, x: 0, y: 0 })).rejects.toMatchObject({
    code: "not-allowed",
  });
  await unpinZones(systemActor);
  expect((await map()).pins).toEqual([]);
});
