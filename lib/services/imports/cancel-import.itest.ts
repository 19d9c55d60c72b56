import { existsSync } from "node:fs";
import { afterAll, beforeEach, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { closeDatabase, sql } from "@/lib/db/client";
import { closeQueue } from "@/lib/jobs/enqueue";
import { emptyDatabase, takeIn, upload, uploadAndQueue } from "@/lib/testing/take-in";
import { cancelImport } from "./cancel-import";
import { runImport } from "./run-import";
import { importFolder } from "./spool";

/** What a worker is reading when it is cancelled: run-import.itest.ts. */
const csv = { name: "plant.csv", bytes: Buffer.from("ip,name\n10.0.0.1,PLC 1\n") };
const devices = async () => (await sql.query<{ count: number }>("select count(*) from device"))[0]?.count;
const told = (id: string) =>
  sql.query("select actor, summary from audit_entry where action = 'import.cancelled' and detail->>'importId' = $1", [
    id,
  ]);

beforeEach(emptyDatabase);
afterAll(async () => {
  await closeQueue();
  await closeDatabase();
});

it.each([
  ["one that is still uploaded", upload],
  ["one that waits for a worker", uploadAndQueue],
])("ends %s at once, with its files and what was sent, and tells of it once", async (_, bring) => {
  const id = await bring([csv]);
  expect(existsSync(importFolder(id))).toBe(true);
  const cancelled = await cancelImport(systemActor, id);
  expect(cancelled).toMatchObject({ state: "cancelled", message: "Cancelled before anything was read." });
  expect(cancelled.files.map(({ state }) => state)).toEqual(["cancelled"]);
  expect(existsSync(importFolder(id))).toBe(false);

  expect(await cancelImport(systemActor, id)).toEqual(cancelled);
  expect(await runImport(id)).toBe("ended");
  expect(await devices()).toBe(0);
  expect(await told(id)).toEqual([
    { actor: systemActor.name, summary: expect.stringContaining("Cancelled an import") },
  ]);
});

it("refuses what has ended or was never there, and whoever may take in nothing, and tells of none of these", async () => {
  const { id } = await takeIn([csv]);
  await expect(cancelImport(systemActor, id)).rejects.toMatchObject({ code: "conflict" });
  const nowhere = "00000000-0000-4000-8000-000000000000";
  await expect(cancelImport(systemActor, nowhere)).rejects.toMatchObject({ code: "not-found" });
  const waiting = await upload([csv]);
  const viewer = { ...systemActor, role: "viewer" } as const;
  await expect(cancelImport(viewer, waiting)).rejects.toMatchObject({ code: "not-allowed" });
  expect(await devices()).toBe(1);
  for (const it of [id, nowhere, waiting]) expect(await told(it)).toEqual([]);
});
