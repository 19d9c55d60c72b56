import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { SensorActor } from "@/lib/auth/sensor-token";
import { systemActor } from "@/lib/auth/session";
import type { SensorBatch } from "@/lib/contracts/sensors";
import { closeDatabase, sql } from "@/lib/db/client";
import { holdLiveEvidence } from "@/lib/db/evidence/live-lock";
import { withTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/domain/errors";
import { seededRandom } from "@/lib/domain/random";
import { closeQueue } from "@/lib/jobs/enqueue";
import { simulateHardCases } from "@/lib/simulator/hard-cases/simulate-hard-cases";
import { simulateOtherPlant } from "@/lib/simulator/other-plants/simulate-other-plants";
import { simulate } from "@/lib/simulator/simulate";
import { expectWhole } from "@/lib/testing/compare-with-whole";
import { batchesOf, newSensor } from "@/lib/testing/live-sensor";
import { emptyDatabase, takeIn } from "@/lib/testing/take-in";
import { decideDevices } from "../decisions/decide-devices";
import { undoDecision } from "../decisions/undo-decision";
import { takeBatch } from "../sensors/take-batch";
import { refreshInventory } from "./refresh-inventory";
import type { RebuildOutcome } from "./write-devices";

const NOW_MS = Date.parse("2026-11-20T20:00:00Z");
const DAYS = ["2026-11-19", "2026-11-20"] as const;
const SENSORS = 3;
/** Of those that a plant writes, drawn: enough for them to meet. */
const MAX_FILES = 24;

beforeEach(emptyDatabase);
afterAll(async () => {
  await closeQueue();
  await closeDatabase();
});

interface PlantFile {
  readonly path: string;
  readonly realm: string;
  readonly bytes: Uint8Array;
}
type Step = () => Promise<void>;

const reason = "seen on the last walk through the plant";

/** People merge two devices, and take it back some time later. */
async function decideSomething(random: () => number): Promise<void> {
  const [open] = await sql.query<{ id: string }>("select id from decision where kind = 'merge' and undone_at is null");
  if (open && random() < 0.5) {
    await undoDecision(systemActor, open.id);
    return;
  }
  const devices = await sql.query<{ id: string }>("select id from device order by id");
  const pick = () => devices[Math.floor(random() * devices.length)]?.id as string;
  const [a, b] = [pick(), pick()];
  if (a === undefined || a === b) return;
  await decideDevices(systemActor, { kind: "merge", deviceIds: [a, b], reason });
}

/**
 * Captures reach the inventory as batches of several sensors, some twice, some late, some again from a sensor that was
 * set back and knows nothing; files come between, and decisions.
 */
async function live(files: readonly PlantFile[], seed: number, every: number): Promise<RebuildOutcome[]> {
  const random = seededRandom(seed);
  const few = files
    .map((file) => ({ file, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MAX_FILES)
    .map(({ file }) => file);
  // Of a clock that is years ahead the server takes no batch: such captures come as files.
  const isLive = ({ path, bytes }: PlantFile) =>
    /\.pcap(ng)?$/.test(path) &&
    batchesOf(bytes, 1, { day: DAYS[0], nowMs: NOW_MS, firstSeq: 1 }).every(
      ({ lastSeenUs }) => lastSeenUs === null || lastSeenUs / 1_000 < NOW_MS,
    );
  const lanes: Step[][] = [[]];
  const captures = few.filter(isLive);
  for (const file of few) {
    if (captures.includes(file)) continue;
    lanes[0]?.push(async () => {
      await takeIn([{ name: file.path, bytes: file.bytes }], { realm: file.realm });
    });
  }
  const seqs = new Map<string, number>();
  for (const [at, file] of captures.entries()) {
    const name = `sensor ${at % SENSORS} of ${file.realm}`;
    const day = DAYS[at % DAYS.length] as string;
    const firstSeq = (seqs.get(name) ?? 0) + 1;
    const batches = batchesOf(file.bytes, 2 + Math.floor(random() * 4), { day, nowMs: NOW_MS, firstSeq });
    const again = random() < 0.3 ? batchesOf(file.bytes, 2, { day, nowMs: NOW_MS, firstSeq: firstSeq + 100 }) : [];
    seqs.set(name, firstSeq + 200);
    const late = random() < 0.3 ? [...batches.slice(1), ...batches.slice(0, 1)] : batches;
    const steps = [...late, ...again].flatMap((batch): Step[] => {
      const send = async () => {
        const actor = await sensorOf(name, file.realm);
        await takeBatch(actor, batch, NOW_MS);
      };
      return random() < 0.1 ? [send, send] : [send];
    });
    lanes.push(steps);
  }
  const outcomes: RebuildOutcome[] = [];
  for (let step = 1; lanes.length > 0; step++) {
    const lane = Math.floor(random() * Math.min(lanes.length, 4));
    const next = lanes[lane]?.shift();
    if (!next) {
      lanes.splice(lane, 1);
      continue;
    }
    await next();
    if (random() < 0.1) await decideSomething(random);
    if (random() < 0.6) outcomes.push(await refreshInventory());
    if (step % every === 0) {
      outcomes.push(await refreshInventory());
      await expectWhole();
    }
  }
  outcomes.push(await refreshInventory());
  await expectWhole();
  return outcomes;
}

/** As a sensor does: what was refused is sent again. */
async function sendUntilTaken(actor: SensorActor, batch: SensorBatch): Promise<void> {
  for (;;) {
    try {
      await takeBatch(actor, batch, NOW_MS);
      return;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "unavailable") throw error;
    }
  }
}

const sensors = new Map<string, Awaited<ReturnType<typeof newSensor>>["actor"]>();
beforeEach(() => sensors.clear());

async function sensorOf(name: string, realm: string) {
  const known = sensors.get(name);
  if (known) return known;
  const { actor } = await newSensor(name, realm);
  sensors.set(name, actor);
  return actor;
}

describe("computing only what batches of live sensors change", () => {
  it.each([
    ["hard cases", () => simulateHardCases(11).files, 11, 8],
    ["the cases of other plants", () => simulateOtherPlant(5).files, 12, 14],
    ["the sample plant", () => simulate(5).files, 13, 8],
  ] as const)("gives what computing the whole gives, on %s", async (_, files, seed, every) => {
    const outcomes = await live(files(), seed, every);
    expect(outcomes.filter(({ scope }) => scope === "part").length).toBeGreaterThan(10);
  });

  it("loses nothing and counts nothing twice while several sensors send and the inventory is computed", async () => {
    const captures = simulate(6).files.filter(({ path }) => path.endsWith(".pcap"));
    const day = DAYS[1];
    const send = async (file: PlantFile, at: number) => {
      const { actor } = await newSensor(`sensor ${at}`, file.realm);
      for (const batch of batchesOf(file.bytes, 4, { day, nowMs: NOW_MS })) await sendUntilTaken(actor, batch);
    };
    let isSending = true;
    const merges = (async () => {
      while (isSending) {
        await refreshInventory();
        await sleep(50);
      }
    })();
    await Promise.all(captures.slice(0, 4).map(send));
    isSending = false;
    await merges;
    await refreshInventory();
    const packets = async (table: string) =>
      (await sql.query<{ sum: number }>(`select sum(packets)::bigint as sum from ${table}`))[0]?.sum;
    expect(await packets("flow")).toBeGreaterThan(0);
    expect(await packets("conversation")).toBe(await packets("flow"));
    expect(await sql.query("select 1 from replaced_row")).toEqual([]);
    await expectWhole();
  });

  it("keeps a batch waiting while it computes, and takes it afterwards", async () => {
    const [capture] = simulate(6).files.filter(({ path }) => path.endsWith(".pcap"));
    const [batch] = batchesOf((capture as PlantFile).bytes, 1, { day: DAYS[1], nowMs: NOW_MS });
    const { actor } = await newSensor();
    const rows = async () => (await sql.query("select 1 from evidence limit 1")).length;
    let taking: Promise<unknown> | undefined;
    await withTransaction(async (tx) => {
      await holdLiveEvidence(tx);
      taking = takeBatch(actor, batch as SensorBatch, NOW_MS);
      await sleep(300);
      expect(await rows()).toBe(0);
    });
    expect(await taking).toMatchObject({ isNew: true });
    expect(await rows()).toBe(1);
  });
});
