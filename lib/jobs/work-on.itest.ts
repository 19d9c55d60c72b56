import { setTimeout as sleep } from "node:timers/promises";
import type { PgBoss } from "pg-boss";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { closeDatabase } from "@/lib/db/client";
import { openQueue } from "./queue";
import { IMPORT_QUEUE, KNOWLEDGE_QUEUE } from "./queue-names";
import { workOn } from "./work-on";

/** Longer than a test lasts: whoever only looked now and then would not end it. */
const SELDOM = { untoldSeconds: 3_600, toldSeconds: 3_600 };

let boss: PgBoss;
let sender: PgBoss;

beforeAll(async () => {
  // A worker knows the queues that it found when it started.
  await (await openQueue({ supervise: true })).stop({ graceful: false });
  [boss, sender] = [await openQueue({ supervise: true }), await openQueue({ supervise: false })];
});

afterAll(async () => {
  await Promise.all([boss.stop({ graceful: false }), sender.stop({ graceful: false })]);
  await closeDatabase();
});

it("begins what another process sends because the database tells of it", async () => {
  const done: string[] = [];
  await workOn<{ name: string }>(boss, IMPORT_QUEUE, async ({ name }) => void done.push(name), SELDOM);
  // Its first look, which finds nothing.
  await sleep(1_000);
  await sender.send(IMPORT_QUEUE, { name: "told" }, { singletonKey: "told" });
  await vi.waitUntil(() => done.length > 0, { timeout: 120_000, interval: 20 });
  expect(done).toEqual(["told"]);
});

it("goes on with what waits already when a job has ended", async () => {
  const done: number[] = [];
  for (const number of [1, 2, 3]) await sender.send(KNOWLEDGE_QUEUE, { number }, { singletonKey: `${number}` });
  await workOn<{ number: number }>(boss, KNOWLEDGE_QUEUE, async ({ number }) => void done.push(number), SELDOM);
  await vi.waitUntil(() => done.length === 3, { timeout: 120_000, interval: 20 });
  expect(done).toEqual([1, 2, 3]);
});
