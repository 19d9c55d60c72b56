import { afterAll, beforeAll, expect, it } from "vitest";
import type { z } from "zod";
import { systemActor } from "@/lib/auth/session";
import { flowQuery } from "@/lib/contracts/zones";
import { closeDatabase, sql } from "@/lib/db/client";
import { refreshFlowRollup } from "@/lib/db/flows/flow-rollup";
import { withTransaction } from "@/lib/db/transaction";
import { seedInventory } from "@/lib/testing/seed-inventory";
import { listFlows } from "./list-flows";

beforeAll(async () => {
  await seedInventory(60);
});
afterAll(closeDatabase);

/** Ids of all flows page by page. */
async function walk(query: z.input<typeof flowQuery>): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await listFlows(systemActor, flowQuery.parse({ ...query, ...(cursor ? { cursor } : {}) }));
    ids.push(...page.items.map(({ id }) => id));
    if (page.next === null) {
      expect(page.total).toBe(ids.length);
      return ids;
    }
    cursor = page.next;
  }
}

/** Every flow stands under exactly one pair of zones, in the order in which it stands among all. */
async function expectPairsToBeAll() {
  const all = await walk({ limit: 500 });
  expect(all.length).toBeGreaterThan(20);
  const order = new Map(all.map((id, at) => [id, at]));
  const pairs = await sql.query<{ fromZone: string; toZone: string }>(
    `select distinct from_zone as "fromZone", to_zone as "toZone" from flow_rollup`,
  );
  expect(pairs.length).toBeGreaterThan(3);
  const found: string[] = [];
  for (const pair of pairs) {
    for (const query of [pair, { fromZone: pair.fromZone }, { toZone: pair.toZone }]) {
      const ids = await walk({ ...query, limit: 7 });
      expect(ids).toEqual(ids.toSorted((a, b) => (order.get(a) as number) - (order.get(b) as number)));
      if (query === pair) found.push(...ids);
    }
  }
  expect(found.sort()).toEqual(all.toSorted());
}

it("finds the flows between zones by the sums of their days, all and in order", expectPairsToBeAll);

it("also when they speak of flows that have no end, are behind, or list none", async () => {
  await sql.run("update flow set last_seen_us = null where seq % 5 = 0");
  await expectPairsToBeAll();
  const contents = await sql.query<{ id: number }>("select id from source_content");
  const ids = contents.map(({ id }) => id);
  await withTransaction((tx) => refreshFlowRollup(tx, ids));
  expect(await sql.query("select 1 from flow_rollup_stale")).toEqual([]);
  expect(await sql.query("select 1 from flow_rollup where cardinality(seqs) is distinct from flows")).toEqual([]);
  await expectPairsToBeAll();
  await sql.run("update flow_rollup set seqs = null, oldest_us = null where from_zone < to_zone");
  await expectPairsToBeAll();
});

it("takes a zone that is none as one without flows", async () => {
  for (const zone of ["nowhere", "'; drop table flow --", "00000000-0000-4000-8000-000000000000"]) {
    expect(await walk({ fromZone: zone })).toEqual([]);
    expect(await walk({ toZone: zone })).toEqual([]);
  }
});
