/**
 * What it costs to put devices of a large inventory in another zone, and to take that back: their flows change sums.
 *
 *   npm run bench:moves [-- --devices 100000 --flows 5000000 --moves 500,5000 --zones 200 --keep]
 */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { withBenchDatabase } from "./lib/bench-database.mjs";
import { fillDevices } from "./lib/fill-devices.mjs";
import { fillFlows } from "./lib/fill-flows.mjs";
import { Goals, machineLine, printTable, round } from "./lib/report.mjs";

const { values } = parseArgs({
  options: {
    devices: { type: "string", default: "100000" },
    flows: { type: "string", default: "5000000" },
    /** Devices that move at once, run by run. */
    moves: { type: "string", default: "500,5000" },
    /** Zones of the plant: the fewer, the more flows a sum has. */
    zones: { type: "string", default: "200" },
    /** Leaves the filled database in the scratch folder, and moves devices of it again the next time. */
    keep: { type: "boolean", default: false },
  },
});
const [deviceCount, flowCount, zoneCount] = [values.devices, values.flows, values.zones].map(Number);
const sizes = values.moves.split(",").map(Number).filter(Boolean);

const goals = new Goals();
console.log(machineLine());
await withBenchDatabase(
  `moves-${deviceCount}-${zoneCount}`,
  [
    "lib/db/transaction",
    "lib/db/devices/device",
    "lib/db/flows/flow-rollup",
    "lib/db/flows/flow-rollup-days",
    "lib/db/sites/realm",
    "lib/auth/session",
    "lib/services/decisions/decide-devices",
    "lib/services/decisions/undo-decision",
  ],
  moveDevices,
  { keep: values.keep },
);
goals.print();

async function moveDevices({ product, cpuOf, vacuum, noteFilled, isKept }) {
  if (!isKept) {
    await fill(product);
    await vacuum();
    noteFilled();
  }
  const rows = [];
  for (const size of sizes) {
    const devices = await product.sql.query(
      "select id from device where zone_id is not null order by md5(id::text) limit $1",
      [size],
    );
    const [zone] = await product.sql.query("select id from zone order by name limit 1");
    let groupId;
    const moving = await measure(cpuOf, async () => {
      const decide = { kind: "zone", deviceIds: devices.map(({ id }) => id), zoneId: zone.id, reason: "Bench." };
      ({ groupId } = await product.decideDevices(product.systemActor, decide));
    });
    const back = await measure(cpuOf, () => product.undoDecisionGroup(product.systemActor, groupId));
    goals.add(`${size} moved and taken back, sums as when added up anew`, (await areSumsRight(product)) ? 1 : 0, {
      atLeast: 1,
    });
    rows.push([`${size} moved`, ...moving], [`${size} taken back`, ...back]);
  }
  printTable(["devices", "CPU, s", "of node", "wall, s", "longest pause, s", "memory gained, MB"], rows);
}

/** Whether the sums of one content, a day of flows, say what these add up to; the other days are not looked at. */
async function areSumsRight(product) {
  const [{ id }] = await product.sql.query("select min(content_id) as id from flow_rollup");
  const printOf = async () => {
    const [{ print }] = await product.sql.query(
      "select count(*) || ' ' || sum(hashtextextended(r::text, 0)) as print from flow_rollup r where content_id = $1",
      [id],
    );
    return print;
  };
  const kept = await printOf();
  await product.withTransaction(async (tx) => {
    await tx.run("insert into flow_rollup_stale values ($1)", [id]);
    await product.refreshFlowRollup(tx, [id]);
  });
  return (await printOf()) === kept;
}

async function measure(cpuOf, work) {
  const pauses = monitorEventLoopDelay({ resolution: 10 });
  const heldBefore = process.memoryUsage().rss;
  let held = 0;
  const poll = setInterval(() => {
    held = Math.max(held, process.memoryUsage().rss - heldBefore);
  }, 50);
  const [nodeBefore, began] = [process.cpuUsage(), performance.now()];
  pauses.enable();
  const cpuMs = await cpuOf(work);
  pauses.disable();
  clearInterval(poll);
  const { user, system } = process.cpuUsage(nodeBefore);
  return [
    round(cpuMs / 1_000),
    round((user + system) / 1e6),
    round((performance.now() - began) / 1_000),
    round(pauses.max / 1e9),
    Math.round(held / 1_048_576),
  ];
}

async function fill(product) {
  const place = await product.withTransaction(async (tx) => {
    const { siteId, realmId } = await product.ensureRealm(tx, "Plant", "core");
    await tx.run(
      `insert into zone (id, site_id, name, purdue_level, criticality)
       select gen_random_uuid(), $1, 'Zone ' || n, (n % 5), 1 + n % 5 from generate_series(1, ${zoneCount}) n`,
      [siteId],
    );
    return { siteId, realmId, zones: await tx.query("select id, purdue_level as level from zone order by name") };
  });
  await fillDevices(product, place, deviceCount);
  await fillFlows(product, place, deviceCount, flowCount, zoneCount);
}
