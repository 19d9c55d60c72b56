import { afterAll, beforeAll, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { walkDownQuery } from "@/lib/contracts/walk-down";
import { closeDatabase } from "@/lib/db/client";
import { seedInventory } from "@/lib/testing/seed-inventory";
import { exportWalkDown, getWalkDown } from "./get-walk-down";

beforeAll(async () => {
  await seedInventory(60);
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
