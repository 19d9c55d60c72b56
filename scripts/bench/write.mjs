/**
 * What writing costs: rows of devices and flows through the product's own write functions, beside Prisma's `createMany` of
 * the same rows into the same tables with all their indexes and triggers.
 *
 *   npm run bench:write [-- --devices 2000 --flows 20000 --pairs 3]
 *
 * CPU is node's and the database's together. Devices are those of an invented plant, computed by the product.
 */
import { createHash } from "node:crypto";
import { parseArgs } from "node:util";
import { withBenchDatabase } from "./lib/bench-database.mjs";
import { flowBetween, observationsOf } from "./lib/polled-devices.mjs";
import { Goals, machineLine, printTable, round } from "./lib/report.mjs";
import { median } from "./lib/statistics.mjs";

const { values } = parseArgs({
  options: {
    devices: { type: "string", default: "2000" },
    flows: { type: "string", default: "20000" },
    pairs: { type: "string", default: "3" },
  },
});
const [deviceCount, flowCount, pairs] = [values.devices, values.flows, values.pairs].map(Number);
const SPAN = { startUs: Date.UTC(2026, 0, 5) * 1000, lengthUs: 3_600e6 };
/** Rows of one `createMany`. */
const CREATED_AT_ONCE = 1_000;
/** Set by the database, or by what is computed after the rebuild. */
const NOT_WRITTEN = ["rev", "golden", "createdAt", "updatedAt"];

const goals = new Goals();
console.log(machineLine());
await withBenchDatabase(
  "write",
  [
    "lib/db/prisma",
    "lib/db/transaction",
    "lib/db/evidence/evidence",
    "lib/db/flows/flow",
    "lib/db/devices/device",
    "lib/db/sites/realm",
    "lib/services/inventory/rebuild-inventory",
  ],
  run,
);
goals.print();

async function run({ product, cpuOf }) {
  const { realmId } = await product.withTransaction((tx) => product.ensureRealm(tx, "Plant", "core"));
  await computeDevices(product, realmId);
  const stored = (await product.prisma().device.findMany({ orderBy: { id: "asc" } })).map(withoutNotWritten);
  const flows = Array.from({ length: flowCount }, (_, at) => flowBetween(at % 5_000, (at * 7) % 5_000, SPAN, at + 1));
  const emptyDevices = () => product.sql.run("truncate device cascade");

  const ways = { first: [], more: [], devices: [], flows: [], flowsByPrisma: [] };
  const perSecond = (rows, ms) => (rows * 1_000) / ms;
  for (let pair = 0; pair < pairs; pair += 1) {
    const projections = stored.map(asProjection);
    await emptyDevices();
    ways.first.push(perSecond(projections.length, await cpuOf(() => upsert(product, projections))));
    await emptyDevices();
    await upsert(product, projections.slice(0, 1));
    ways.more.push(perSecond(projections.length - 1, await cpuOf(() => upsert(product, projections.slice(1)))));
    await emptyDevices();
    ways.devices.push(perSecond(stored.length, await cpuOf(() => createAll(product.prisma().device, stored))));

    const ours = await openContent(product, realmId, `ours-${pair}`);
    ways.flows.push(
      perSecond(
        flows.length,
        await cpuOf(() => product.withTransaction((tx) => product.insertFlows(tx, ours, 0, flows))),
      ),
    );
    const theirs = await openContent(product, realmId, `theirs-${pair}`);
    const rows = flows.map((flow, seq) => asFlowRow(theirs, seq, flow));
    ways.flowsByPrisma.push(perSecond(rows.length, await cpuOf(() => createAll(product.prisma().flowRow, rows))));
  }
  printTable(
    ["rows for a second of CPU", "ours", "createMany", "ratio"],
    [
      ["devices, the first ones", ways.first, ways.devices],
      ["devices, more of them", ways.more, ways.devices],
      ["flows", ways.flows, ways.flowsByPrisma],
    ].map(([what, a, b]) => [what, Math.round(median(a)), Math.round(median(b)), round(ratioOf(a, b))]),
  );
  goals.add("devices v. createMany, the first ones", ratioOf(ways.first, ways.devices), { atLeast: 5 });
  goals.add("devices v. createMany, more of them", ratioOf(ways.more, ways.devices), { atLeast: 5 });
  goals.add("flows v. createMany", ratioOf(ways.flows, ways.flowsByPrisma), { atLeast: 15 });
}

function ratioOf(a, b) {
  return median(a.map((it, at) => it / b[at]));
}

function upsert({ withTransaction, upsertDevices }, projections) {
  return withTransaction((tx) => upsertDevices(tx, projections));
}

async function createAll(model, rows) {
  for (let at = 0; at < rows.length; at += CREATED_AT_ONCE) {
    await model.createMany({ data: rows.slice(at, at + CREATED_AT_ONCE) });
  }
}

async function computeDevices(product, realmId) {
  const contentId = await openContent(product, realmId, "plant", true);
  const devices = Array.from({ length: deviceCount }, (_, n) => n);
  await product.withTransaction(async (tx) => {
    await product.insertEvidence(
      tx,
      contentId,
      0,
      devices.flatMap((n) => observationsOf(n, SPAN)),
    );
    await product.insertFlows(
      tx,
      contentId,
      0,
      devices.slice(1).map((n, at) => flowBetween(n - 1, n, SPAN, at + 1)),
    );
    await product.rebuildInventory(tx);
  });
}

async function openContent({ sql }, realmId, name, isComplete = false) {
  const [content] = await sql.query(
    `insert into source_content (realm_id, sha256, file_name, format, is_complete) values ($1, $2, $3, 'pcap', $4)
     returning id`,
    [realmId, createHash("sha256").update(name).digest("hex"), `${name}.pcap`, isComplete],
  );
  return content.id;
}

function withoutNotWritten(row) {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !NOT_WRITTEN.includes(name)));
}

/** A stored row as the rebuild computes it: times are numbers there. */
function asProjection(row) {
  return Object.fromEntries(Object.entries(row).map(([name, it]) => [name, typeof it === "bigint" ? Number(it) : it]));
}

function asFlowRow(contentId, seq, { initiator, responder, ...flow }) {
  const ends = {
    initiatorIp: initiator.ip,
    initiatorMac: initiator.mac,
    responderIp: responder.ip,
    responderMac: responder.mac,
  };
  return { contentId, seq, ...ends, ...flow };
}
