import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, inject, test, vi } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { env } from "@/lib/config/env";
import type { Decide } from "@/lib/contracts/devices";
import { closeDatabase, sql } from "@/lib/db/client";
import { AppError } from "@/lib/domain/errors";
import { closeQueue } from "@/lib/jobs/enqueue";
import { type Draw, drawFrom } from "@/lib/simulator/draw";
import { type SimulatedFile, simulate } from "@/lib/simulator/simulate";
import { expectWhole } from "@/lib/testing/compare-with-whole";
import { batchesOf, newSensor } from "@/lib/testing/live-sensor";
import { emptyDatabase, inventorySnapshot, type TestFile, takeIn, uploadAndQueue } from "@/lib/testing/take-in";
import { bundle } from "@/scripts/lib/bundle.mjs";
import { startChild } from "@/scripts/lib/child.mjs";
import { isAlive } from "@/scripts/lib/process-identity.mjs";
import { startPostgres } from "@/scripts/postgres.mjs";
import { decideDevices } from "../decisions/decide-devices";
import { undoDecisionGroup } from "../decisions/undo-decision";
import { refreshInventory } from "../inventory/refresh-inventory";
import { takeBatch } from "../sensors/take-batch";
import { getImport } from "./get-import";

vi.stubEnv("SIGHTGLASS_POOL", "20");

const IMPORTS = 8;
const WORKERS = 2;
const OUTAGES = 8;
/** Of these. */
const CRASH_EVERY = 4;
const DAY = "2026-11-20";
const NOW_MS = Date.parse(`${DAY}T20:00:00Z`);
const SEEDS = [1, 2];

/**
 * A PostgreSQL of this file's own: it is stopped in the middle of work, and other tests need theirs. It writes what it
 * says is committed, as that of a plant does: the throwaway one of tests loses its last moments in a crash.
 */
const dataDir = join(inject("testFolder"), `outages-${process.pid}`);
let postgres: Awaited<ReturnType<typeof startPostgres>>;

beforeAll(async () => {
  postgres = await startPostgres({ dataDir });
  vi.stubEnv("DATABASE_URL", postgres.url);
  // biome-ignore lint/style/noProcessEnv: in a process of its own, as for all tests
  execFileSync(process.execPath, ["scripts/migrate.mjs"], { env: { ...process.env, DATABASE_URL: postgres.url } });
});
beforeEach(emptyDatabase);
afterAll(async () => {
  await closeQueue();
  await closeDatabase();
  await postgres.stop();
});

const { files } = simulate();
const plant = files.filter(({ realm }) => realm === "plant");
const heard = plant.find(({ path }) => path.endsWith(".pcap")) as SimulatedFile;
const asTestFile = ({ path, bytes }: SimulatedFile): TestFile => ({ name: path, bytes });
/** Each file in two of the imports. */
const groups = Array.from({ length: IMPORTS }, (_, index) =>
  plant.filter((_file, at) => at % IMPORTS === index || at % IMPORTS === (index + 3) % IMPORTS).map(asTestFile),
);

/** What is refused while the database is away is done again later; everything else must not happen to anybody. */
function requireOutage(error: unknown): void {
  if (!(error instanceof AppError)) throw error;
  expect(error.message).not.toContain("busy with another change");
  expect(["unavailable", "not-found", "conflict"]).toContain(error.code);
}

for (const seed of SEEDS) {
  test(`eight imports, a sensor and people deciding end as one after the other, through kills, crashes of PostgreSQL and cut connections (${seed})`, async () => {
    const draw = drawFrom(seed);
    const sensor = (await newSensor()).actor;
    const ids: string[] = [];
    for (const group of groups) ids.push(await uploadAndQueue(group, { realm: "plant" }));
    const workers = await Promise.all(Array.from({ length: WORKERS }, (_, at) => startWorker(at)));
    const state = { isOver: false };
    const sending = sendAll(sensor);
    const deciding = decideUntil(state, drawFrom(seed + 100));
    // What goes wrong there ends the test at its end, not as nobody's.
    const both = Promise.all([sending, deciding]);
    both.catch(() => {});

    for (let outage = 0; outage < OUTAGES; outage++) {
      await sleep(200 + draw(1_500));
      if (outage % CRASH_EVERY === CRASH_EVERY - 1) await crashPostgres();
      else if (draw(2) === 0) await endConnections();
      else {
        const at = draw(WORKERS);
        workers[at]?.kill();
        await workers[at]?.exited;
        workers[at] = await startWorker(at);
      }
    }
    // The last outage may meet the question, too.
    const stateOf = (id: string) =>
      getImport(systemActor, id).then(
        (it) => it.state,
        (error) => {
          requireOutage(error);
          return "not told";
        },
      );
    await eventually(
      async () => (await Promise.all(ids.map(stateOf))).every((it) => it === "done"),
      async () => `${(await Promise.all(ids.map(stateOf))).join(" ")}\n${workers.map((it) => it.tail()).join("\n")}`,
      // One that ended by itself, as the launcher would start it anew.
      async () => {
        for (const [at, worker] of workers.entries()) {
          if (await Promise.race([worker.exited.then(() => true), sleep(1, false)]))
            workers[at] = await startWorker(at);
        }
      },
    );
    await sending;
    state.isOver = true;
    const [, made] = await both;
    for (const worker of workers) await worker.stop(60_000);
    await refreshInventory();
    expect(made).toBeGreaterThan(3);

    const details = await Promise.all(ids.map((id) => getImport(systemActor, id)));
    expect(details.flatMap((it) => it.files).filter((file) => file.state === "failed")).toEqual([]);
    await expectWhole();
    const disturbed = await inventorySnapshot();
    const decisions = await sql.query("select to_jsonb(d) as row from decision d order by at, id");

    await emptyDatabase();
    const again = await newSensor();
    await sql.run("update sensor set id = $1 where id = $2", [sensor.sensorId, again.actor.sensorId]);
    for (const group of groups) await takeIn(group, { realm: "plant" });
    for (const batch of batches()) await takeBatch(sensor, batch, NOW_MS);
    await sql.run(
      "insert into decision select it.* from jsonb_array_elements($1::jsonb) e, jsonb_populate_record(null::decision, e->'row') it",
      [JSON.stringify(decisions)],
    );
    await refreshInventory();
    const serial = await inventorySnapshot();
    for (const table of Object.keys(serial) as (keyof typeof serial)[]) {
      expect({ table, rows: disturbed[table] }).toEqual({ table, rows: serial[table] });
    }
  });
}

const batches = () => batchesOf(heard.bytes, 12, { day: DAY, nowMs: NOW_MS });

/** As a sensor does: each batch until it is taken, some of them twice. */
async function sendAll(sensor: Parameters<typeof takeBatch>[0]): Promise<void> {
  for (const batch of batches()) {
    for (;;) {
      try {
        await takeBatch(sensor, batch, NOW_MS);
        if (batch.seq % 3 === 0) await takeBatch(sensor, batch, NOW_MS);
        break;
      } catch (error) {
        requireOutage(error);
      }
      await sleep(50);
    }
    await sleep(300);
  }
}

/** Decides and takes back, as several people at once; how much of it was done. */
async function decideUntil(state: { readonly isOver: boolean }, draw: Draw): Promise<number> {
  let made = 0;
  const person = async () => {
    const groupIds: string[] = [];
    while (!state.isOver) {
      await sleep(100 + draw(400));
      try {
        const deviceIds = (
          await sql.query<{ id: string }>("select id from device order by random() limit $1", [1 + draw(5)])
        ).map(({ id }) => id);
        if (deviceIds.length === 0) continue;
        if (draw(3) === 0 && groupIds.length > 0)
          await undoDecisionGroup(systemActor, groupIds.splice(draw(groupIds.length), 1)[0] as string);
        else groupIds.push((await decideDevices(systemActor, drawDecide(deviceIds, draw))).groupId);
        made++;
      } catch (error) {
        requireOutage(error);
      }
    }
  };
  await Promise.all([person(), person(), person()]);
  return made;
}

function drawDecide(deviceIds: string[], draw: Draw): Decide {
  const reason = "Seen on the walk";
  const kinds: Decide[] = [
    { kind: "tag", deviceIds, add: [`t${draw(4)}`], remove: [], reason },
    { kind: "state", deviceIds, state: "sanctioned", reason, expiresAt: null },
    { kind: "pin", deviceIds, field: "owner", value: `Team ${draw(3)}`, reason },
    { kind: "note", deviceIds: deviceIds.slice(0, 1), text: "Behind the press" },
  ];
  if (deviceIds.length > 1) kinds.push({ kind: "merge", deviceIds: deviceIds.slice(0, 2), reason } as Decide);
  return kinds[draw(kinds.length)] as Decide;
}

/**
 * PostgreSQL without a farewell, as when its machine loses power: what was not committed is gone, and it recovers from
 * its log when it starts again, at the same address.
 */
async function crashPostgres(): Promise<void> {
  const pid = Number(readFileSync(join(dataDir, "cluster/postmaster.pid"), "utf8").split("\n")[0]);
  process.kill(pid, "SIGQUIT");
  while (isAlive(pid)) await sleep(20);
  const again = await startPostgres({ dataDir, port: Number(new URL(postgres.url).port) });
  expect(again.url).toBe(postgres.url);
  const before = postgres;
  postgres = again;
  await before.stop();
}

/** What every connection that is cut is to those who were at work. */
async function endConnections(): Promise<void> {
  await sql
    .query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and backend_type = 'client backend'",
    )
    .catch(() => {});
}

async function startWorker(at: number) {
  return startChild({
    name: `worker-${at}`,
    file: await bundle("worker"),
    env: { DATABASE_URL: env().databaseUrl, SIGHTGLASS_DATA: env().dataFolder, SIGHTGLASS_IMPORT_BATCH: "200" },
    logs: join(env().dataFolder, "logs"),
  });
}

async function eventually(
  isSo: () => Promise<boolean>,
  explain: () => Promise<string>,
  meanwhile: () => Promise<void>,
): Promise<void> {
  for (const until = Date.now() + 400_000; !(await isSo()); await sleep(200)) {
    await meanwhile();
    if (Date.now() > until) throw new Error(`The imports made no progress:\n${await explain()}`);
  }
}
