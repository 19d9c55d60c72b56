import { afterAll, expect, it, vi } from "vitest";
import { lockInTransaction } from "./advisory-lock";
import { closeDatabase, sql } from "./client";
import { prisma } from "./prisma";
import { withTransaction } from "./transaction";

vi.stubEnv("SIGHTGLASS_STATEMENT_SECONDS", "2");
vi.stubEnv("SIGHTGLASS_LOCK_SECONDS", "0.2");
afterAll(closeDatabase);

it("a statement beyond its time is given up with a sentence that says what to do, and the connection goes on", async () => {
  const sentence = {
    code: "too-slow",
    message: expect.stringContaining("Ask for less, by a filter or a shorter time"),
  };
  await expect(sql.query("select pg_sleep(60)")).rejects.toMatchObject(sentence);
  await expect(prisma().$queryRaw`select pg_sleep(60)::text`).rejects.toMatchObject(sentence);
  expect(await sql.query("select 1 as one")).toEqual([{ one: 1 }]);
});

const BUSY = { code: "unavailable", message: expect.stringContaining("busy with another change") };

it("whoever asks for a table that somebody holds is told to try again, alone and in a transaction", async () => {
  await withTransaction(async (tx) => {
    await tx.run("lock table setting in access exclusive mode");
    await expect(sql.query("select count(*) from setting")).rejects.toMatchObject(BUSY);
    await expect(prisma().setting.count()).rejects.toMatchObject(BUSY);
    await expect(withTransaction((other) => other.query("select count(*) from setting"))).rejects.toMatchObject(BUSY);
  });
  expect(await sql.query("select count(*) from setting")).toHaveLength(1);
});

it("a turn at what others change is waited for, and so is what they hold when it has come", async () => {
  let isLate = false;
  let waiting: Promise<unknown> | undefined;
  await withTransaction(async (tx) => {
    await lockInTransaction(tx, "turn");
    await tx.run("lock table setting in access exclusive mode");
    waiting = withTransaction(async (other) => {
      await lockInTransaction(other, "turn");
      expect(isLate).toBe(true);
      return other.query("select count(*) from setting");
    });
    await tx.query("select pg_sleep(0.5)");
    isLate = true;
  });
  expect(await waiting).toHaveLength(1);
});
