/** A group of the shadow queue goes out in pages that lose nothing and say nothing twice, whatever is decided meanwhile. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { shadowCasePage, shadowCasesQuery, shadowPlace, shadowPlaceQuery, shadowQueue } from "@/lib/contracts/shadow";
import { closeDatabase, sql } from "@/lib/db/client";
import { readShadowGroup } from "@/lib/testing/read-shadow-desk";
import { seedInventory } from "@/lib/testing/seed-inventory";
import { decideDevices } from "../decisions/decide-devices";
import { deviceIndex } from "../devices/device-index";
import { findShadowPlace } from "./find-shadow-place";
import { getShadowQueue } from "./get-shadow-queue";
import { listShadowCases } from "./list-shadow-cases";

const queue = async () => shadowQueue.parse(await getShadowQueue(systemActor));
const page = async (query: object) =>
  shadowCasePage.parse(await listShadowCases(systemActor, shadowCasesQuery.parse(query)));
const placeOf = async (device: string, limit: number) =>
  shadowPlace.parse(await findShadowPlace(systemActor, shadowPlaceQuery.parse({ device, limit }))).place;
const idsOf = ({ items }: Awaited<ReturnType<typeof page>>) => items.map(({ id }) => id);
const waitingIds = async () => {
  const rows = await sql.query<{ id: string }>("select id from device where state = 'unsanctioned' order by id");
  return rows.map(({ id }) => id);
};

beforeAll(async () => {
  await seedInventory(320);
  // Most of them at the same risk: a page ends within what is equal.
  await sql.run("update device set risk_score = 40 where id in (select id from device order by id limit 200)");
});
afterAll(closeDatabase);

it("has every device that waits in one group, and counts all of them", async () => {
  const { groups, waiting } = await queue();
  const devices = await Promise.all(groups.map(({ key }) => readShadowGroup(key)));
  const ids = devices.flat().map(({ id }) => id);
  expect(ids.toSorted()).toEqual(await waitingIds());
  expect(ids.length).toBeGreaterThan(200);
  expect(waiting).toBe(ids.length);
  expect(devices.map((it) => [it.length, it[0]?.id, it.at(-1)?.id])).toEqual(
    groups.map(({ count, firstId, lastId }) => [count, firstId, lastId]),
  );
});

it("holds every device of its group once, the riskiest first, at any size of a page", async () => {
  const { groups } = await queue();
  for (const { key, count } of groups) {
    const devices = await readShadowGroup(key, {}, 200);
    const order = devices.toSorted((a, b) => b.riskScore - a.riskScore || (a.id < b.id ? -1 : 1));
    expect(devices).toEqual(order);
    for (const limit of [1, 7]) expect(await readShadowGroup(key, {}, limit)).toEqual(devices);
    expect((await page({ group: key, limit: 1 })).total).toBe(count);
  }
});

it("finds the page on which a device stands, from memory as from PostgreSQL", async () => {
  const groups = await Promise.all(
    (await queue()).groups.map(async ({ key }) => [key, await readShadowGroup(key)] as const),
  );
  const places = async () => {
    const found = [];
    for (const [key, devices] of groups) {
      for (const [at, { id }] of devices.entries()) {
        if (at % 11 !== 0) continue;
        const place = await placeOf(id, 4);
        expect(place?.group).toBe(key);
        const { before, previousId, ...rest } = await page({
          group: key,
          limit: 4,
          cursor: place?.cursor ?? undefined,
        });
        const first = at - (at % 4);
        expect(before).toBe(first);
        expect(previousId).toBe(devices[first - 1]?.id ?? null);
        expect(idsOf({ before, previousId, ...rest })).toEqual(devices.slice(first, first + 4).map((it) => it.id));
        found.push(place);
      }
    }
    return found;
  };
  const stored = await places();
  expect(stored.length).toBeGreaterThan(10);
  await deviceIndex().load();
  expect(deviceIndex().isReady()).toBe(true);
  expect(await places()).toEqual(stored);
  expect(await placeOf("00000000-0000-4000-8000-000000000000", 4)).toBeNull();
});

it("loses nothing when the devices of the last page are decided on before the next", async () => {
  const group = (await queue()).groups.find(({ count }) => count > 5);
  if (!group) throw new Error("no group is larger than a page");
  const all = (await readShadowGroup(group.key)).map(({ id }) => id);
  const first = await page({ group: group.key, limit: 3 });
  await decideDevices(systemActor, {
    ...{ kind: "state", deviceIds: idsOf(first), state: "sanctioned", reason: "they are ours", expiresAt: null },
  });
  const next = await page({ group: group.key, limit: 200, cursor: first.next });
  expect(idsOf(next)).toEqual(all.slice(3, 203));
  expect(next.total).toBe(all.length - 3);
  expect(next.before).toBe(0);
  expect(await placeOf(all[0] as string, 4)).toBeNull();
});

it("has no device in a group that is gone or is none, and no cursor of another list", async () => {
  for (const group of ["role no-such-thing", "nonsense", "protocol x", "vendor \u0000"]) {
    expect(await page({ group })).toMatchObject({ items: [], next: null, total: 0, before: 0, previousId: null });
  }
  await expect(page({ group: "unknown", cursor: "bm90IG91cnM" })).rejects.toMatchObject({ code: "bad-request" });
});
