import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { systemActor } from "@/lib/auth/session";
import { conduitInput, conduitPage, conduitQuery } from "@/lib/contracts/zones";
import { closeDatabase, sql } from "@/lib/db/client";
import { type SeededInventory, seedInventory } from "@/lib/testing/seed-inventory";
import { currentConduits } from "./current-conduits";
import { deleteConduit } from "./delete-conduit";
import { getConduit } from "./get-conduit";
import { listConduits } from "./list-conduits";
import { saveConduit } from "./save-conduit";

let seeded: SeededInventory;
beforeAll(async () => {
  seeded = await seedInventory(6);
});
afterAll(closeDatabase);

const page = async (query: object = {}) =>
  conduitPage.parse(await listConduits(systemActor, conduitQuery.parse(query)));

/** Ids, page by page. */
async function walk(limit: number, query: object = {}): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const it: Awaited<ReturnType<typeof page>> = await page({ ...query, limit, ...(cursor ? { cursor } : {}) });
    expect(it.items.length).toBeLessThanOrEqual(limit);
    ids.push(...it.items.map(({ id }) => id));
    cursor = it.next;
  } while (cursor !== null);
  return ids;
}

it("is the same list until a conduit or the name of a zone changes, and then what it is now", async () => {
  const { cell, hall } = seeded.zoneIds;
  const input = conduitInput.parse({ fromZoneId: cell, toZoneId: hall, protocols: ["modbus"], reason: "reads" });
  const before = await currentConduits();
  const { id } = await saveConduit(systemActor, null, input);
  const first = await currentConduits();
  expect(first).toHaveLength(before.length + 1);
  expect(await currentConduits()).toBe(first);

  await saveConduit(systemActor, id, { ...input, reason: "reads and writes" });
  const reasonOf = async () => (await page()).items.find((it) => it.id === id)?.reason;
  expect(await reasonOf()).toBe("reads and writes");
  await sql.run("update zone set name = 'Cell renamed' where id = $1", [cell]);
  expect((await currentConduits()).find((it) => it.id === id)?.fromName).toBe("Cell renamed");
  await deleteConduit(systemActor, id);
  expect(await currentConduits()).toHaveLength(before.length);
});

describe("the pages of conduits", () => {
  const made: string[] = [];
  let input: z.output<typeof conduitInput>;
  beforeAll(async () => {
    const { cell, hall } = seeded.zoneIds;
    input = conduitInput.parse({ fromZoneId: cell, toZoneId: hall, protocols: ["modbus"], reason: "reads" });
    // All between the same two zones, and all made in one moment: only their ids tell them apart.
    for (let n = 0; n < 7; n++) made.push((await saveConduit(systemActor, null, input)).id);
    const back = { ...input, fromZoneId: hall, toZoneId: cell, reason: "Alarms of the boiler" };
    made.push((await saveConduit(systemActor, null, back)).id);
    await sql.run("update conduit set created_at = '2026-03-02T08:00:00Z' where from_zone_id = $1", [cell]);
  });

  it("hold every conduit exactly once, also those that only their ids tell apart", async () => {
    for (const limit of [1, 2, 3, 8, 500]) expect((await walk(limit)).sort(), `by ${limit}`).toEqual(made.toSorted());
    expect(await page({ limit: 3 })).toMatchObject({ total: 8 });
    expect(await walk(1, { q: " of the BOILER" })).toEqual(made.slice(-1));
    expect(await page({ q: "nothing of this kind" })).toEqual({ items: [], next: null, total: 0 });
  });

  it("go on where they were when the last conduit of a page was closed and others came meanwhile", async () => {
    const before = await walk(500);
    const first = await page({ limit: 3 });
    await deleteConduit(systemActor, before[2] as string);
    const { id } = await saveConduit(systemActor, null, input);
    const rest = (await page({ limit: 500, cursor: first.next })).items.map((it) => it.id);
    expect(rest.filter((it) => it !== id)).toEqual(before.slice(3));
    await expect(page({ cursor: "nonsense" })).rejects.toMatchObject({ code: "bad-request" });
  });

  it("leave a single one to be asked for by its id", async () => {
    const id = made.at(-1) as string;
    expect(await getConduit(systemActor, id)).toEqual((await page({ q: "boiler" })).items[0]);
    await deleteConduit(systemActor, id);
    await expect(getConduit(systemActor, id)).rejects.toMatchObject({ code: "not-found" });
  });
});
