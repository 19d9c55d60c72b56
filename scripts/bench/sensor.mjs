/**
 * What does it cost to merge one batch of a live sensor into a large inventory? Fills the database with the day of a sensor
 * that hears an invented plant, through the product's own functions, then adds batches that touch few of its devices,
 * and compares the CPU of computing what they change, one after the other as in a worker, with that of computing everything.
 * Both must leave the same devices.
 *
 *   npm run bench:sensor [-- --devices 20000 --touched 50 --batches 3]
 *
 * CPU is node's and the database's together.
 */
import { parseArgs } from "node:util";
import { withBenchDatabase } from "./lib/bench-database.mjs";
import { flowBetween, observationsOf } from "./lib/polled-devices.mjs";
import { Goals, machineLine, printTable, round } from "./lib/report.mjs";
import { median } from "./lib/statistics.mjs";

const { values } = parseArgs({
  options: {
    devices: { type: "string", default: "20000" },
    touched: { type: "string", default: "50" },
    batches: { type: "string", default: "3" },
  },
});
const [deviceCount, touchedCount, batchCount] = [values.devices, values.touched, values.batches].map(Number);
const DAY = "2026-01-05";
const NOW_MS = Date.parse(`${DAY}T12:00:00Z`);
const START_US = Date.parse(`${DAY}T08:00:00Z`) * 1000;
const HOUR_US = 3_600e6;
/** Short enough that nobody else falls silent while it is listened to. */
const MINUTE_US = 60e6;
/** More would be refused as one batch. */
const DEVICES_PER_BATCH = 2_000;
/** Whom each device polls. */
const PEERS = [1, 7, 61];

const goals = new Goals();
console.log(machineLine());
await withBenchDatabase(
  "sensor",
  [
    "lib/db/transaction",
    "lib/db/sites/realm",
    "lib/jobs/enqueue",
    "lib/services/sensors/take-batch",
    "lib/services/inventory/rebuild-inventory",
  ],
  run,
);
goals.print();

async function run({ product, cpuOf, vacuum }) {
  const sensor = await addSensor(product);
  let seq = 0;
  const send = (devices, startUs, lengthUs) =>
    product.takeBatch(sensor, batchOf(devices, ++seq, { startUs, lengthUs }), NOW_MS);
  const rebuild = async (options) => {
    let answer;
    const ms = await cpuOf(async () => {
      answer = await product.withTransaction((tx) => product.rebuildInventory(tx, options));
    });
    return { ms, answer };
  };
  const numbers = (from, count) => Array.from({ length: count }, (_, at) => from + at);
  for (let from = 0; from < deviceCount; from += DEVICES_PER_BATCH) {
    await send(numbers(from, Math.min(DEVICES_PER_BATCH, deviceCount - from)), START_US, HOUR_US);
  }
  const first = await rebuild();
  await vacuum();
  const [{ count }] = await product.sql.query("select count(*)::int as count from device");
  console.log(`\n${count} devices computed from nothing: ${round(first.ms / 1000)} s CPU`);

  const [taken, merged, wholes, scopes] = [[], [], [], new Set()];
  for (let at = 0; at < batchCount; at++) {
    const from = Math.floor((deviceCount / (batchCount + 1)) * (at + 1));
    taken.push(await cpuOf(() => send(numbers(from, touchedCount), START_US + HOUR_US + at * MINUTE_US, MINUTE_US)));
    const { ms, answer } = await rebuild();
    merged.push(ms);
    scopes.add(answer.because === null ? answer.scope : `${answer.scope}, ${answer.because}`);
  }
  // Behind all batches: what a whole leaves to be collected would be counted as the next batch's.
  for (let at = 0; at < batchCount; at++) {
    const whole = await rebuild({ whole: true });
    if (whole.answer.devicesNew + whole.answer.devicesChanged + whole.answer.devicesGone > 0)
      throw new Error("What the batches changed and the whole differ.");
    wholes.push(whole.ms);
  }
  printTable(
    ["batch of so many devices", "in an inventory of", "taken, ms CPU", "merged, ms CPU", "whole, ms CPU", "computed"],
    [[touchedCount, count, round(median(taken)), round(median(merged)), round(median(wholes)), [...scopes].join("; ")]],
  );
  await product.closeQueue();
  goals.add("a batch, merged v. whole", median(merged) / median(wholes), { atMost: 0.1 });
}

async function addSensor({ sql, withTransaction, ensureRealm }) {
  const { realmId } = await withTransaction((tx) => ensureRealm(tx, "Plant", "core"));
  const [sensor] = await sql.query(
    "insert into sensor (id, realm_id, name, token_hash) values (gen_random_uuid(), $1, 'core', 'none') returning id",
    [realmId],
  );
  return { sensorId: sensor.id, realmId, name: "core" };
}

function batchOf(devices, seq, span) {
  const ledger = { records: devices.length, parsed: devices.length, ignored: 0, truncated: 0, malformed: 0 };
  return {
    version: 1,
    day: DAY,
    seq,
    sentAtMs: NOW_MS,
    firstSeenUs: span.startUs,
    lastSeenUs: span.startUs + span.lengthUs,
    health: null,
    lostBatches: 0,
    lostPackets: 0,
    ledger,
    dropped: 0,
    flood: null,
    observations: devices.flatMap((n) => observationsOf(n, span)),
    flows: devices.flatMap((n) => PEERS.map((step) => flowBetween(n, (n + step) % deviceCount, span, n + 1))),
  };
}
