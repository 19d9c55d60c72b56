import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { plan as planContract, planQuery } from "@/lib/contracts/plan";
import { closeDatabase, sql } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { aggregateRisk } from "@/lib/domain/risk/aggregate-risk";
import { seedInventory } from "@/lib/testing/seed-inventory";
import { getPlan } from "./get-plan";

const look = async (steps = 20) => planContract.parse(await getPlan(systemActor, planQuery.parse({ steps })));
/** The plan of the inventory as it is now, however long it takes to make. */
const lookUntilNew = (steps = 20) =>
  vi.waitUntil(
    async () => {
      const plan = await look(steps);
      return plan.isEarlier ? undefined : plan;
    },
    { timeout: 300_000 },
  );

describe("the plan of a plant", () => {
  beforeAll(async () => {
    await seedInventory(60);
  });
  afterAll(closeDatabase);

  it("begins at the risk that the plant has, and never raises it", async () => {
    const { before, steps, deviceCount } = await look();
    const rows = await sql.query<{ score: number }>("select risk_score as score from device where state <> 'retired'");
    const { score, mean, max } = aggregateRisk(rows.map((row) => row.score));
    expect(before).toMatchObject({ score, mean, max });
    expect(deviceCount).toBe(rows.length);
    expect(steps.length).toBeGreaterThan(3);
    for (const [at, { after, riskRemoved }] of steps.entries()) {
      expect(after.score).toBeLessThanOrEqual((steps[at - 1]?.after ?? before).score);
      expect(riskRemoved).toBeGreaterThan(0);
    }
  });

  it("says of a restriction how many recorded flows it cuts, and leads to them", async () => {
    const restriction = (await look()).steps.find(({ kind }) => kind === "restrict");
    const { fromZone, toZone } = Object.fromEntries(new URL(restriction?.href ?? "", "http://x").searchParams);
    const [row] = await sql.query<{ flows: number }>(
      `select sum(flows)::int as flows from conversation c
         join device a on a.id = c.initiator_device_id join device b on b.id = c.responder_device_id
        where coalesce(a.zone_id::text, 'unzoned') = $1 and coalesce(b.zone_id::text, 'unzoned') = $2
          and protocol = split_part($3, e'\\n', 2)`,
      [fromZone, toZone, restriction?.key],
    );
    expect(row?.flows).toBeGreaterThan(0);
    // Attempts at addresses where nobody answers lie in the zone that they aim at, too.
    expect(restriction?.flowsCut).toBeGreaterThanOrEqual(row?.flows ?? 0);
  });

  it("is made anew after a device changed, and the short plan is the beginning of the long one", async () => {
    const before = await lookUntilNew();
    expect((await look(5)).steps).toEqual(before.steps.slice(0, 5));
    await sql.run("update device set state = 'retired'");
    expect((await lookUntilNew()).deviceCount).toBe(0);
  });

  it("is given as it was, and marked so, where making it anew takes long", async () => {
    const before = await lookUntilNew();
    await sql.run("update device set state = 'sanctioned'");
    const during = await withTransaction(async (tx) => {
      // What is made anew waits for the table.
      await tx.run("lock table zone in access exclusive mode");
      return look();
    });
    expect(during).toEqual({ ...before, isEarlier: true });
    expect((await lookUntilNew()).deviceCount).toBeGreaterThan(0);
  });
});
