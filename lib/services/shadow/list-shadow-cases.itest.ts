/** A group of the shadow queue goes out in pages that lose nothing and say nothing twice, whatever is decided meanwhile. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { shadowCasePage, shadowCasesQuery, shadowQueue } from "@/lib/contracts/devices";
import { closeDatabase, sql } from "@/lib/db/client";
import { readShadowGroup } from "@/lib/testing/read-shadow-desk";
import { seedInventory } from "@/lib/testing/seed-inventory";
import { decideDevices } from "../decisions/decide-devices";
import { getShadowQueue } from "./get-shadow-queue";
import { listShadowCases } from "./list-shadow-cases";

const queue = async () => shadowQueue.parse(await getShadowQueue(systemActor));
const page = async (query: object) =>
  shadowCasePage.parse(await listShadowCases(systemActor, shadowCasesQuery.parse(query)));

beforeAll(async () => {
  await seedInventory(60);
  // Most of them at the same risk: a page ends within what is equal.
  await sql.run("update device set risk_score = 40 where id in (select id from device order by id limit 50)");
});
afterAll(closeDatabase);

it("holds every device of its group once, in the order of the desk, at any size of a page", async () => {
  const { groups } = await queue();
  expect(Math.max(...groups.map(({ deviceIds }) => deviceIds.length))).toBeGreaterThan(5);
  for (const { key, deviceIds } of groups) {
    for (const limit of [1, 2, 5, 200]) {
      const devices = await readShadowGroup(key, {}, limit);
      expect(devices.map(({ id }) => id)).toEqual(deviceIds);
    }
    expect((await page({ group: key, limit: 1 })).total).toBe(deviceIds.length);
  }
});

it("loses nothing when the devices of the last page are decided on before the next", async () => {
  const group = (await queue()).groups.find(({ deviceIds }) => deviceIds.length > 5);
  if (!group) throw new Error("no group is larger than a page");
  const first = await page({ group: group.key, limit: 3 });
  const decided = first.items.map(({ id }) => id);
  await decideDevices(systemActor, {
    ...{ kind: "state", deviceIds: decided, state: "sanctioned", reason: "they are ours", expiresAt: null },
  });
  const next = await page({ group: group.key, limit: 200, cursor: first.next });
  expect(next.items.map(({ id }) => id)).toEqual(group.deviceIds.slice(3));
  expect(next.total).toBe(group.deviceIds.length - 3);
});

it("has no device in a group that is gone, and no cursor of another list", async () => {
  expect(await page({ group: "role no-such-thing" })).toEqual({ items: [], next: null, total: 0 });
  await expect(page({ group: "unknown", cursor: "bm90IG91cnM" })).rejects.toMatchObject({ code: "bad-request" });
});
