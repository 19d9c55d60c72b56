import { afterAll, expect, it } from "vitest";
import { closeDatabase } from "./client";
import type { Sql } from "./sql";
import { withTransaction } from "./transaction";
import { findWork, noteWork, WORKS } from "./work-progress";

afterAll(closeDatabase);

for (const what of WORKS) {
  it(`others see how far a transaction is before it ends, and nothing any more when it has ended (${what})`, async () => {
    expect(await findWork()).toBeNull();
    await withTransaction(async (tx) => {
      await noteWork(tx, { what, done: 250, total: 5_000 });
      expect(await findWork()).toEqual({ what, done: 250, total: 5_000 });
      await noteWork(tx, { what, done: 500, total: 5_000 });
      expect(await findWork()).toEqual({ what, done: 500, total: 5_000 });
    });
    expect(await findWork()).toBeNull();
  });
}

it("says nothing any more of a transaction that goes on with something else, or that failed", async () => {
  await withTransaction(async (tx) => {
    await noteWork(tx, { what: "judging", done: 1, total: 2 });
    await noteWork(tx, null);
    expect(await findWork()).toBeNull();
  });
  const failing = withTransaction(async (tx: Sql) => {
    await noteWork(tx, { what: "judging", done: 1, total: 2 });
    throw new Error("the work broke");
  });
  await expect(failing).rejects.toThrow("the work broke");
  expect(await findWork()).toBeNull();
});
