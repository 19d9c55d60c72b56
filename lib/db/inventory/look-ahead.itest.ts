import { afterAll, expect, test } from "vitest";
import { closeDatabase, sql } from "../client";
import { withTransaction } from "../transaction";
import { lockInventory } from "./inventory-lock";
import { lookAhead } from "./look-ahead";

afterAll(closeDatabase);

const addSite = "insert into site (id, name) values (gen_random_uuid(), $1)";
const countSites = "select count(*)::int as count from site";
const NOTHING = [{ count: 0 }];

test("a look is answered by what it wrote, and leaves nothing behind", async () => {
  const seen = await lookAhead(async (tx) => {
    await tx.run(addSite, ["looked at"]);
    return tx.query(countSites);
  });
  expect(seen).toEqual([{ count: 1 }]);
  expect(await sql.query(countSites)).toEqual(NOTHING);
  await withTransaction(lockInventory);
});

test("whoever writes ends a look, waits for nothing that it holds, and the look begins anew with what was written", async () => {
  let looks = 0;
  const seen = await lookAhead(async (tx) => {
    looks++;
    await tx.run(addSite, [looks === 1 ? "North plant" : "South plant"]);
    // The same row: without an end of the look this would wait for it for good.
    if (looks === 1) {
      await withTransaction(async (other) => {
        await lockInventory(other);
        await other.run(addSite, ["North plant"]);
      });
    }
    return tx.query(countSites);
  });
  expect([looks, seen]).toEqual([2, [{ count: 2 }]]);
  await sql.run("delete from site");
});

test("two looks at once both are answered", async () => {
  const look = () => lookAhead((tx) => tx.query("select 1 as one"));
  expect(await Promise.all([look(), look(), look()])).toEqual([[{ one: 1 }], [{ one: 1 }], [{ one: 1 }]]);
});

test("a look that is ended again and again is given up with a sentence", async () => {
  const looking = lookAhead(async (tx) => {
    await withTransaction(lockInventory);
    await tx.run(addSite, ["never"]);
  });
  await expect(looking).rejects.toMatchObject({
    code: "unavailable",
    message: expect.stringContaining("all the time"),
  });
  expect(await sql.query(countSites)).toEqual(NOTHING);
});

test("what a look meets itself is told as it is", async () => {
  await expect(lookAhead(() => Promise.reject(new Error("no such import")))).rejects.toThrow("no such import");
});
