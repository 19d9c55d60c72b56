import { afterAll, expect, test } from "vitest";
import { writeAudit } from "./audit-writer";
import { closeDatabase, sql } from "./client";
import { prisma } from "./prisma";
import { withTransaction } from "./transaction";

afterAll(closeDatabase);

test("a transaction that fails leaves nothing behind, and its audit row neither", async () => {
  const failing = withTransaction(async (tx) => {
    await tx.run("insert into site (id, name) values (gen_random_uuid(), 'North plant')");
    await writeAudit(tx, { userId: null, actor: "test", action: "site.made", summary: "Made a site." });
    throw new Error("power cut");
  });
  await expect(failing).rejects.toThrow("power cut");
  expect(await prisma().site.count()).toBe(0);
  expect(await prisma().auditEntry.count()).toBe(0);
});

test("two transactions that lock each other both succeed in the end", async () => {
  await sql.run("insert into site (id, name) values (gen_random_uuid(), 'a'), (gen_random_uuid(), 'b')");
  const rename = (first: string, second: string) =>
    withTransaction(async (tx) => {
      await tx.run("update site set time_zone = 'Europe/Vienna' where name = $1", [first]);
      await tx.query("select pg_sleep(0.05)");
      await tx.run("update site set time_zone = 'Europe/Vienna' where name = $1", [second]);
    });
  await Promise.all([rename("a", "b"), rename("b", "a")]);
  expect(await prisma().site.count({ where: { timeZone: "Europe/Vienna" } })).toBe(2);
});

test("a broken rule of the database reaches people as a sentence, from Prisma as from SQL", async () => {
  const double = { id: "11111111-1111-4111-8111-111111111111", name: "a" };
  await expect(prisma().site.create({ data: double })).rejects.toMatchObject({ code: "conflict" });
  await expect(sql.run("insert into site (id, name) values ($1, $2)", [double.id, double.name])).rejects.toMatchObject({
    code: "conflict",
  });
});

test("large counters and times come back as numbers", async () => {
  const [row] = await sql.query<{ us: number }>("select 1772438400252792::int8 as us");
  expect(row?.us).toBe(1_772_438_400_252_792);
});
