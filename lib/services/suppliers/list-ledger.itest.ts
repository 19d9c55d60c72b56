import { afterAll, beforeAll, expect, it } from "vitest";
import { type Actor, systemActor } from "@/lib/auth/session";
import {
  grantPage,
  grantQuery,
  ledgerPage,
  ledgerQuery,
  reachQuery,
  requestAccess as requestShape,
  supplierInput,
  supplierReach,
} from "@/lib/contracts/suppliers";
import { closeDatabase, sql } from "@/lib/db/client";
import { type SeededInventory, seedInventory } from "@/lib/testing/seed-inventory";
import { decideGrant } from "./decide-grant";
import { exportLedger } from "./export-ledger";
import { getGrant } from "./get-grant";
import { getSupplier } from "./get-supplier";
import { listGrants } from "./list-grants";
import { listLedger } from "./list-ledger";
import { listReach } from "./list-reach";
import { requestAccess } from "./request-access";
import { deleteSupplier, saveSupplier } from "./save-supplier";

const DAY_MS = 86_400_000;
const other: Actor = { ...systemActor, name: "approver", userId: "00000000-0000-4000-8000-00000000000a" };

const page = async (query: object = {}) => ledgerPage.parse(await listLedger(systemActor, ledgerQuery.parse(query)));
const grantsOf = async (id: string, query: object = {}) =>
  grantPage.parse(await listGrants(systemActor, id, grantQuery.parse(query)));
const reach = async (query: object = {}) => supplierReach.parse(await listReach(systemActor, reachQuery.parse(query)));

/** Ids, page by page. */
async function walk(
  limit: number,
  ask: (query: object) => Promise<{ items: { id: string }[]; next: string | null }>,
): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const it: { items: { id: string }[]; next: string | null } = await ask({ limit, ...(cursor ? { cursor } : {}) });
    expect(it.items.length).toBeLessThanOrEqual(limit);
    ids.push(...it.items.map(({ id }) => id));
    cursor = it.next;
  } while (cursor !== null);
  return ids;
}

let seeded: SeededInventory;
const suppliers: string[] = [];
const grants: string[] = [];

const save = async (name: string) => (await saveSupplier(systemActor, null, supplierInput.parse({ name }))).id;
async function ask(supplierId: string, reason: string): Promise<string> {
  const { id } = await requestAccess(
    systemActor,
    requestShape.parse({
      supplierId,
      tool: "TeamViewer",
      zoneIds: [seeded.zoneIds.hall],
      reason,
      validFrom: "2026-01-01T00:00:00Z",
      validUntil: new Date(Date.now() + 90 * DAY_MS).toISOString(),
    }),
  );
  return id;
}

beforeAll(async () => {
  seeded = await seedInventory(4);
  // In their order. To order by, the two of hall 2 are one name.
  for (const name of ["Hall 2 Ltd", "HALL 2 ltd.", "Hall 10 Ltd", "Zeta", "水処理プラント保守株式会社".repeat(9)])
    suppliers.push(await save(name));
  await sql.run("update supplier set name = 'HALL 02 Ltd' where id = $1", [suppliers[1]]);
  for (let n = 0; n < 23; n++) grants.push(await ask(suppliers[2] as string, `visit ${n}`));
  await sql.run("update access_grant set requested_at = '2026-03-02T08:00:00.000001Z' where reason < 'visit 2'");
  await decideGrant(other, grants[0] as string, { decision: "approve", reason: "as the contract says" });
});
afterAll(closeDatabase);

it("pages through every supplier once, also those of names that are ordered the same", async () => {
  const all = (await page()).items.map(({ id }) => id);
  expect(all.slice(2)).toEqual(suppliers.slice(2));
  for (const limit of [1, 2, 3, 5, 100]) {
    expect(await walk(limit, page), `by ${limit}`).toEqual(all);
    expect(all.toSorted()).toEqual(suppliers.toSorted());
  }
  expect(await page({ limit: 1 })).toMatchObject({
    total: 5,
    counts: { suppliers: 5, requested: 22, approved: 1, withoutMfa: 1 },
  });
});

it("goes on where it was when the last supplier of a page is gone and another came meanwhile", async () => {
  const first = await page({ limit: 2 });
  const gone = first.items[1]?.id as string;
  await deleteSupplier(systemActor, gone);
  const early = await save("AAA");
  const late = await save("Hall 3");
  const rest = await page({ cursor: first.next });
  expect(rest.items.map(({ id }) => id)).toEqual([late, ...suppliers.slice(2)]);
  for (const id of [early, late]) await deleteSupplier(systemActor, id);
  await expect(page({ cursor: "nonsense" })).rejects.toMatchObject({ code: "bad-request" });
});

it("lists the five that were asked for last, and all of a supplier's access page by page", async () => {
  const [entry] = (await page({ q: "hall 10" })).items;
  const all = (await grantsOf(suppliers[2] as string, { limit: 200 })).items;
  expect(entry).toMatchObject({ grantCount: 23, grants: all.slice(0, 5) });
  expect(await getSupplier(systemActor, suppliers[2] as string)).toEqual(entry);
  for (const limit of [1, 4, 23])
    expect(await walk(limit, (query) => grantsOf(suppliers[2] as string, query))).toEqual(all.map(({ id }) => id));
  expect(all.map(({ id }) => id).sort()).toEqual(grants.toSorted());
  expect(await getGrant(systemActor, grants[5] as string)).toEqual(all.find(({ id }) => id === grants[5]));
  await expect(grantsOf("00000000-0000-4000-8000-0000000000ff")).rejects.toMatchObject({ code: "not-found" });
});

it("narrows suppliers by words and by their access, and counts what fits", async () => {
  const narrowed = await page({ standing: "requested" });
  expect(narrowed).toMatchObject({ total: 1, items: [{ name: "Hall 10 Ltd", grantCount: 22 }] });
  expect((await grantsOf(suppliers[2] as string, { standing: "approved" })).items.map(({ id }) => id)).toEqual([
    grants[0],
  ]);
  expect(await page({ ending: "soon" })).toMatchObject({ total: 0, items: [], next: null });
  expect((await page({ q: " VISIT 22 " })).total).toBe(1);
  expect((await page({ q: "nobody of this name" })).total).toBe(0);
});

it("draws the reach of suppliers whole, by the same filters", async () => {
  expect(await reach()).toMatchObject({
    items: [{ name: "Hall 10 Ltd", zones: 1, tools: ["TeamViewer"], places: [{ zoneId: seeded.zoneIds.hall }] }],
    zones: [{ id: seeded.zoneIds.hall }],
  });
  expect(await reach({ q: "zeta" })).toEqual({ items: [], zones: [] });
});

it("writes the whole ledger into its CSV", async () => {
  let csv = "";
  for await (const piece of exportLedger(systemActor)) csv += piece;
  // A heading, 23 lines of access, and one for each supplier without any.
  expect(csv.trim().split("\r\n")).toHaveLength(1 + 23 + (await page()).total - 1);
});
