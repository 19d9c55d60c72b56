/** The queue of what is due goes out in pages that lose nothing and say nothing twice, whatever happens meanwhile. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { dueQuery, dueQueue } from "@/lib/contracts/exposure";
import { supplierInput } from "@/lib/contracts/suppliers";
import { closeDatabase } from "@/lib/db/client";
import { decideGrantRow, insertGrant } from "@/lib/db/suppliers/access-grant";
import { withTransaction } from "@/lib/db/transaction";
import { deleteSupplier, saveSupplier } from "../suppliers/save-supplier";
import { listDue } from "./list-due";
import { loadDue } from "./load-due";

const DAY_MS = 86_400_000;
const dayFromNow = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
const page = async (query: object = {}) => dueQueue.parse(await listDue(systemActor, dueQuery.parse(query)));

/** Walks all pages; `between` happens after the first. */
async function walk(query: object, between: () => Promise<unknown> = async () => {}): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const found = await page({ ...query, ...(cursor === null ? {} : { cursor }) });
    ids.push(...found.items.map(({ id }) => id));
    if (cursor === null) await between();
    cursor = found.next;
  } while (cursor !== null);
  return ids;
}

let supplierIds: string[];

beforeAll(async () => {
  const save = (name: string, contractUntil: string | null) =>
    saveSupplier(
      systemActor,
      null,
      supplierInput.parse({ name, contract: "C-1", contractUntil, securityTerms: "yes" }),
    );
  supplierIds = [];
  // Many that ended on one day, so that pages end within what is equal.
  for (let n = 0; n < 7; n++) supplierIds.push((await save(`Ended ${n}`, dayFromNow(-3))).id);
  for (let n = 0; n < 4; n++) supplierIds.push((await save(`Ending ${n}`, dayFromNow(9))).id);
  const { id: supplierId } = await save("Shared", null);
  // The same supplier, tool and day: nothing but their ids tells them apart.
  await withTransaction(async (tx) => {
    for (let n = 0; n < 6; n++) {
      const id = randomUUID();
      await insertGrant(tx, {
        ...{
          id,
          supplierId,
          people: [],
          tool: "RDP",
          deviceIds: [],
          zoneIds: [],
          origins: [],
          reason: "as contracted",
        },
        ...{ hours: null, hasMfa: null, hasJumpHost: null, isSharedAccount: null },
        ...{ requestedById: null, requestedBy: "Anna", validFrom: dayFromNow(-1), validUntil: dayFromNow(5) },
      });
      await decideGrantRow(tx, id, { state: "approved", by: "Ben", reason: "as contracted" });
    }
  });
});
afterAll(closeDatabase);

describe("pages of what is due", () => {
  it("hold every item once, in the order of the whole, at any size of a page", async () => {
    const whole = (await loadDue()).map(({ id }) => id);
    expect(whole).toHaveLength(18);
    for (const limit of [1, 2, 5, 17, 18, 500]) expect(await walk({ limit })).toEqual(whole);
  });

  it("say how many there are of what is asked for, and count all", async () => {
    const { items, total, counts } = await page({ state: "soon", kind: "access", limit: 2 });
    expect(items).toHaveLength(2);
    expect({ total, counts }).toEqual({ total: 6, counts: { over: 7, soon: 10, open: 1 } });
    expect(await walk({ state: "soon", kind: "access", limit: 4 })).toHaveLength(6);
  });

  it("lose nothing when what ended the last page is dealt with before the next", async () => {
    const before = await page({ limit: 4 });
    const last = before.items.at(-1)?.id as string;
    const rest = (await loadDue()).slice(4).map(({ id }) => id);
    expect(supplierIds).toContain(last);
    const seen = await walk({ limit: 4 }, () => deleteSupplier(systemActor, last));
    expect(seen.slice(4)).toEqual(rest);
  });

  it("refuse a cursor of another list", async () => {
    await expect(page({ cursor: "bm90IG91cnM" })).rejects.toMatchObject({ code: "bad-request" });
  });
});
