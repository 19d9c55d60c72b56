import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { env } from "@/lib/config/env";
import { closeDatabase, sql } from "@/lib/db/client";
import { seededRandom } from "@/lib/domain/random";
import { simulate } from "@/lib/simulator/simulate";
import { emptyDatabase, inventorySnapshot, takeIn, uploadAndQueue } from "@/lib/testing/take-in";
import { bundle } from "@/scripts/lib/bundle.mjs";
import { startChild } from "@/scripts/lib/child.mjs";
import { getImport } from "./get-import";

const KILLS_WHILE_READING = 17;
const KILLS_WHILE_MERGING = 3;
/** So small that reading lasts longer than all the kills. */
const TINY_BATCH = "1";

afterAll(closeDatabase);

const files = simulate()
  .files.filter(({ realm }) => realm === "plant")
  .map(({ path, bytes }) => ({ name: path, bytes }));

test("a worker killed twenty times at random points loses nothing and counts nothing twice", async () => {
  const random = seededRandom(20_260_302);
  const id = await uploadAndQueue(files);
  const killedIn: string[] = [];
  const live = async (batch: string, until: () => Promise<boolean>, extraMs: number) => {
    const worker = await startWorker(batch);
    try {
      await eventually(until, () => worker.tail());
      await sleep(extraMs);
      killedIn.push((await getImport(systemActor, id)).state);
    } finally {
      worker.kill();
      await worker.exited;
    }
  };

  for (let kill = 0; kill < KILLS_WHILE_READING; kill++) {
    const before = await committedRows();
    await live(TINY_BATCH, async () => (await committedRows()) > before, Math.floor(random() * 200));
  }
  for (let kill = 0; kill < KILLS_WHILE_MERGING; kill++) {
    // Merged before the kill, it is done: the kills that follow find nothing to disturb.
    await live("4000", async () => (await getImport(systemActor, id)).state !== "reading", Math.floor(random() * 60));
  }
  expect(killedIn.slice(0, KILLS_WHILE_READING)).toEqual(Array(KILLS_WHILE_READING).fill("reading"));
  expect(killedIn.slice(KILLS_WHILE_READING)).toContain("merging");

  const last = await startWorker("4000");
  await eventually(
    async () => (await getImport(systemActor, id)).state === "done",
    () => last.tail(),
  );
  await last.stop(300_000);
  const disturbed = await inventorySnapshot();
  const ledgers = (await getImport(systemActor, id)).files.map(({ ledger, state }) => ({ ledger, state }));

  await emptyDatabase();
  const undisturbed = await takeIn(files);
  expect(ledgers).toEqual(undisturbed.files.map(({ ledger, state }) => ({ ledger, state })));
  expect(disturbed).toEqual(await inventorySnapshot());
});

test("a worker asked to end stops between two batches, and blames no file for it", async () => {
  await emptyDatabase();
  const id = await uploadAndQueue(files);
  const worker = await startWorker(TINY_BATCH);
  await eventually(
    async () => (await committedRows()) > 0,
    () => worker.tail(),
  );
  await worker.stop(300_000);
  expect(await worker.exited).toBe("exit code 0");
  expect((await getImport(systemActor, id)).state).toBe("reading");
  const blamed = await sql.query("select 1 from import_file where state = 'reading' or worker_deaths > 0");
  expect(blamed).toEqual([]);
});

async function startWorker(batch: string) {
  return startChild({
    name: "worker",
    file: await bundle("worker"),
    env: { DATABASE_URL: env().databaseUrl, SIGHTGLASS_DATA: env().dataFolder, SIGHTGLASS_IMPORT_BATCH: batch },
    logs: join(env().dataFolder, "logs"),
  });
}

async function committedRows(): Promise<number> {
  const [row] = await sql.query<{ rows: number }>(
    "select coalesce(sum(committed_observations + committed_flows), 0)::bigint as rows from source_content",
  );
  return row?.rows ?? 0;
}

async function eventually(isSo: () => Promise<boolean>, explain: () => string): Promise<void> {
  for (const until = Date.now() + 300_000; !(await isSo()); await sleep(10)) {
    if (Date.now() > until) throw new Error(`The worker made no progress:\n${explain()}`);
  }
}
