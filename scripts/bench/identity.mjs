/**
 * Is one device one device? Simulated plants with every hard case of identity mixed in, through the real importers and
 * the real merge, against what the simulator knows; then the same plants in a thousand orders and repetitions.
 *
 *   npm run bench:identity [-- --seeds 50 --orders 1000 --sample-seeds 20 --first 1]
 */
import { parseArgs } from "node:util";
import { loadTypescript } from "./lib/load-typescript.mjs";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "50" },
    orders: { type: "string", default: "1000" },
    "sample-seeds": { type: "string", default: "20" },
    first: { type: "string", default: "1" },
  },
});
const [seeds, orders, sampleSeeds, first] = [values.seeds, values.orders, values["sample-seeds"], values.first].map(
  Number,
);
const NOW_US = Date.UTC(2038, 0, 1) * 1000;
const WANTED = 0.995;

const product = await loadTypescript([
  "lib/simulator/hard-cases/simulate-hard-cases",
  "lib/simulator/hard-cases/trace",
  "lib/simulator/other-plants/simulate-other-plants",
  "lib/simulator/hard-cases/score-traces",
  "lib/simulator/simulate",
  "lib/domain/identity/resolve",
  "lib/domain/random",
  "lib/reference/mac-vendor",
  "lib/testing/read-plant",
]);
const {
  simulateHardCases,
  simulateOtherPlant,
  CASE_NAMES,
  OTHER_CASE_NAMES,
  emptyScore,
  scoreTraces,
  precisionOf,
  recallOf,
  simulate,
  resolve,
  macVendor,
} = product;
const inventoryOf = (evidence, decisions = []) => resolve(evidence, decisions, { nowUs: NOW_US, macVendor });
const failures = [];

async function read(files) {
  const evidence = [];
  for (const file of files) evidence.push(await product.readPlantFile(file));
  return evidence;
}

async function scoreCases(title, names, simulatePlant) {
  const score = emptyScore(names);
  for (let seed = first; seed < first + seeds; seed++) {
    const { files, traces } = simulatePlant(seed);
    scoreTraces(traces, inventoryOf((await read(files)).flat()), score);
  }
  console.log(`\n${title}: ${seeds} plants (seeds ${first} to ${first + seeds - 1}), every case in each`);
  console.log("case                          pairs joined  wrongly joined  wrongly apart  ghosts  precision   recall");
  for (const [name, pairs] of [...Object.entries(score.cases), ["all", score.all]]) {
    const [precision, recall] = [precisionOf(pairs), recallOf(pairs)];
    const cells = [pairs.joined, pairs.wronglyJoined, pairs.wronglyApart, pairs.ghosts].map(String);
    console.log(
      `${name.padEnd(28)}  ${cells[0].padStart(12)}  ${cells[1].padStart(14)}  ${cells[2].padStart(13)}  ${cells[3].padStart(6)}  ${precision.toFixed(5).padStart(9)}  ${recall.toFixed(5).padStart(7)}`,
    );
    if (precision < WANTED || recall < WANTED) failures.push(`${name}: precision ${precision}, recall ${recall}`);
    if (pairs.ghosts > 0) failures.push(`${name}: ${pairs.ghosts} ghosts`);
  }
}

async function scoreSamplePlants() {
  const total = { devices: 0, missing: 0, doubled: 0, invented: 0 };
  for (let seed = first; seed < first + sampleSeeds; seed++) {
    const { files, truth } = simulate(seed);
    const { devices } = inventoryOf((await read(files)).flat());
    const known = new Set();
    for (const { realm, macs, ips } of truth.devices) {
      const found = devices.filter(({ interfaces }) =>
        interfaces.some((card) =>
          card.realm !== realm
            ? false
            : macs.length > 0
              ? macs.includes(card.mac)
              : card.addresses.some(({ ip }) => ips.includes(ip)),
        ),
      );
      for (const device of found) known.add(device.id);
      total.devices += 1;
      if (found.length === 0) total.missing += 1;
      if (found.length > 1) total.doubled += 1;
    }
    total.invented += devices.filter(({ id }) => !known.has(id)).length;
  }
  console.log(`\nSample plants: ${sampleSeeds} seeds, ${JSON.stringify(total)}`);
  if (total.missing + total.doubled + total.invented > 0) failures.push("a sample plant differs from its truth");
}

/** Whole files in another order, some of them twice; the inventory must be the same text. */
async function checkOrders() {
  const plants = [];
  for (const simulatePlant of [simulateHardCases, simulateHardCases, simulateOtherPlant, simulateOtherPlant]) {
    const seed = first + plants.length;
    const { files } = simulatePlant(seed);
    // The flood and the churn stay in: a sensor's day is one file.
    const evidence = await read(files);
    plants.push({ seed, evidence, text: JSON.stringify(inventoryOf(evidence.flat())) });
  }
  const random = product.seededRandom(first);
  let differing = 0;
  for (let run = 0; run < orders; run++) {
    const { evidence, text } = plants[run % plants.length];
    const again = evidence.filter(() => random() < 0.3);
    const mixed = [...evidence, ...again].map((part) => ({ part, rank: random() })).sort((a, b) => a.rank - b.rank);
    if (JSON.stringify(inventoryOf(mixed.flatMap(({ part }) => part))) !== text) differing += 1;
  }
  console.log(
    `\nOrders: ${orders} random orders and repetitions of the imports of ${plants.length} plants, ${differing} differ`,
  );
  if (differing > 0) failures.push(`${differing} orders differ`);
}

/** Merging two devices and splitting them again by decisions, then taking the decisions back, leaves no trace. */
async function checkMergeAndSplit() {
  const { files } = simulateHardCases(first);
  const evidence = (await read(files)).flat();
  const before = inventoryOf(evidence);
  const text = JSON.stringify(before);
  const random = product.seededRandom(first + 1);
  const runs = Math.max(1, Math.min(100, Math.round(orders / 10)));
  let differing = 0;
  for (let run = 0; run < runs; run++) {
    const [a, b] = [0, 0].map(() => before.devices[Math.floor(random() * before.devices.length)]);
    const said = (kind, at) => ({
      id: `${kind}-${run}`,
      kind,
      actor: "bench",
      reason: "bench",
      atUs: NOW_US - at,
      anchor: a.anchor,
      other: b.anchor,
    });
    const merged = inventoryOf(evidence, [said("merge", 10)]);
    const split = inventoryOf(evidence, [said("forbid-merge", 5), said("merge", 10)]);
    const ids = ({ devices }) => devices.map(({ id }) => id).join();
    if (a !== b && merged.devices.length !== before.devices.length - 1) differing += 1;
    if (a !== b && ids(split) !== ids(before)) differing += 1;
    if (JSON.stringify(inventoryOf(evidence)) !== text) differing += 1;
  }
  console.log(`\nMerge, split, replay: ${runs} pairs of devices, ${differing} differ`);
  if (differing > 0) failures.push(`${differing} merges are not undone`);
}

await scoreCases("Hard cases", CASE_NAMES, simulateHardCases);
await scoreCases("Other plants", OTHER_CASE_NAMES, simulateOtherPlant);
await scoreSamplePlants();
await checkMergeAndSplit();
await checkOrders();
if (failures.length > 0) {
  console.error(`\nfailed: ${failures.join("; ")}`);
  process.exitCode = 1;
}
