import { afterAll, expect, it, vi } from "vitest";
import { closeDatabase, sql } from "./client";
import { prisma } from "./prisma";

vi.stubEnv("SIGHTGLASS_STATEMENT_SECONDS", "2");
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
