import { isDeepStrictEqual, parseArgs } from "node:util";
import { withBenchDatabase } from "./lib/bench-database.mjs";
import { generateFindings, generateMitigations, generateWork } from "./lib/generate-findings.mjs";
import { generateDevices } from "./lib/generate-inventory.mjs";
import { loadTypescript } from "./lib/load-typescript.mjs";
import { Goals, machineLine, printTable, round } from "./lib/report.mjs";
import { growthSlope, median, quantile } from "./lib/statistics.mjs";

const { values } = parseArgs({
  options: {
    findings: { type: "string", default: "100000" },
    small: { type: "string", default: "20000" },
    repeat: { type: "string", default: "15" },
  },
});
const [findingCount, smallCount, repeat] = [values.findings, values.small, values.repeat].map(Number);
const FINDINGS_PER_DEVICE = 5;
const BATCH_DEVICES = 2_000;

const goals = new Goals();
console.log(machineLine());
await withBenchDatabase(
  "findings",
  [
    "lib/db/transaction",
    "lib/db/devices/device",
    "lib/db/sites/realm",
    "lib/auth/session",
    "lib/domain/firmware/product",
    "lib/contracts/findings",
    "lib/contracts/firmware",
    "lib/contracts/mitigations",
    "lib/contracts/plan",
    "lib/services/findings/finding-index",
    "lib/services/findings/list-findings",
    "lib/services/findings/group-findings",
    "lib/services/findings/get-finding",
    "lib/services/firmware/get-firmware-product",
    "lib/services/firmware/list-firmware",
    "lib/services/firmware/refresh-firmware",
    "lib/services/mitigations/list-mitigations",
    "lib/services/maintenance/get-maintenance-plan",
    "lib/services/plan/get-plan",
  ],
  run,
);
goals.print();

async function run({ product, cpuOf, vacuum }) {
  // Both export `groupFindings` and `countFindings`.
  const stored = await loadTypescript([
    "lib/db/findings/finding",
    "lib/db/findings/mitigation",
    "lib/db/findings/maintenance",
    "lib/db/client",
  ]);
  const place = await product.withTransaction(async (tx) => {
    const { siteId, realmId } = await product.ensureRealm(tx, "Plant", "core");
    await tx.run(
      `insert into zone (id, site_id, name, purdue_level, criticality)
       select gen_random_uuid(), $1, 'Zone ' || n, (n % 5), 1 + n % 5 from generate_series(1, 200) n`,
      [siteId],
    );
    return { siteId, realmId, zones: await tx.query("select id, purdue_level as level from zone order by name") };
  });

  const costs = new Map();
  let written = 0;
  for (const size of [smallCount, findingCount]) {
    const devices = Math.ceil(size / FINDINGS_PER_DEVICE);
    for (; written < devices; ) {
      const batch = generateDevices(written, Math.min(BATCH_DEVICES, devices - written), place).map((device) => ({
        ...device,
        productId: product.productIdOf(device),
      }));
      const findings = batch.flatMap((device, at) => generateFindings(device, written + at, FINDINGS_PER_DEVICE));
      await product.withTransaction(async (tx) => {
        await product.upsertDevices(tx, batch);
        await stored.replaceFindings(
          tx,
          batch.map(({ id }) => id),
          findings,
        );
        for (const mitigation of generateMitigations(batch)) await stored.insertMitigation(tx, mitigation);
        for (const work of generateWork(batch)) await stored.insertWork(tx, work);
      });
      written += batch.length;
    }
    await product.withTransaction((tx) => product.refreshFirmware(tx, null));
    await vacuum();
    const index = product.findingIndex();
    const loadMs = await cpuOf(() => index.load());
    console.log(
      `\n${size.toLocaleString("en")} findings on ${devices.toLocaleString("en")} devices (server CPU in ms)`,
    );
    const rows = [];
    for (const [name, ask] of await questions(product)) {
      const times = [];
      const first = await cpuOf(ask);
      for (let at = 0; at < repeat; at++) times.push(await cpuOf(ask));
      costs.set(name, [...(costs.get(name) ?? []), { size, cost: median(times), p95: quantile(times, 0.95) }]);
      rows.push([name, round(first), round(median(times)), round(quantile(times, 0.95))]);
    }
    printTable(["question", "first", "p50", "p95"], rows);
    console.log(`loading the columns: ${round(loadMs)} ms CPU`);
    await compare(index, stored, cpuOf, place);
  }
  console.log("\nGrowth (log-log slope of p50)");
  printTable(
    ["question", "slope"],
    [...costs].map(([name, points]) => [name, round(growthSlope(points))]),
  );
  for (const [name, points] of costs)
    goals.add(`${name}, p95 at full size`, points.at(-1).p95, { atMost: 50, unit: " ms" });
}

async function questions(product) {
  const { systemActor: actor, findingListQuery, findingGroupQuery, firmwareQuery } = product;
  const { mitigationListQuery, planQuery } = product;
  const list = (query) => () => product.listFindings(actor, findingListQuery.parse(query));
  const group = (query) => () => product.groupFindings(actor, findingGroupQuery.parse(query));
  let cursor;
  for (let page = 0; page < 50; page++) {
    const query = { limit: 200, ...(cursor ? { cursor } : {}) };
    cursor = (await product.listFindings(actor, findingListQuery.parse(query))).next ?? cursor;
  }
  const [{ id: zone }] = await product.sql.query("select id from zone order by name limit 1");
  const [{ id }] = await product.sql.query("select id from finding order by priority desc, id limit 1");
  const { items: makes } = await product.listFirmware(actor, firmwareQuery.parse({}));
  return [
    ["findings, first page and counts", list({})],
    ["findings, page 50 of 200", list({ limit: 200, cursor })],
    ["findings, four filters", list({ verdict: "affected", decision: "immediate", zone, kind: "vulnerability" })],
    ["findings, words", list({ q: "cve-2026-100" })],
    ["by product", group({ by: "product" })],
    ["by advisory", group({ by: "key" })],
    ["by zone", group({ by: "zone" })],
    ["by advisory, affected and exploited", group({ by: "key", verdict: "affected", kev: "yes" })],
    ["finding card", () => product.getFinding(actor, id)],
    ["firmware, first page", () => product.listFirmware(actor, firmwareQuery.parse({}))],
    ["firmware of the commonest product", () => product.getFirmwareProduct(actor, makes[0].id)],
    ["mitigations", () => product.listMitigations(actor, mitigationListQuery.parse({}))],
    ["maintenance plan", () => product.getMaintenancePlan(actor)],
    ["five things", () => product.getPlan(actor, planQuery.parse({ steps: 5 }))],
  ];
}

/** Memory against PostgreSQL: equal answers, and what each costs. */
async function compare(index, stored, cpuOf, { zones }) {
  const rows = [];
  const filters = [{}, { verdict: ["affected"], zoneId: [zones[0].id, "none"] }, { text: "cve-2026-100", isKev: true }];
  for (const filter of filters) {
    const page = await index.page(filter, null, 200);
    const theirs = await stored.findFindingPage(filter, null, 200);
    assertEqual(
      page.ids,
      theirs.rows.map(({ id }) => id),
      "a page of findings",
      filter,
    );
    assertEqual(page.counts, await stored.countFindings(filter), "the counts", filter);
    for (const by of ["product", "key", "zone"]) {
      const mine = await index.groups(filter, by, null, 5_000);
      assertEqual(mine, await stored.groupFindings(filter, by, null, 5_000), `groups by ${by}`, filter);
    }
  }
  for (const [name, mine, theirs] of [
    ["counts", () => index.page({}, null, 1), () => stored.countFindings({})],
    ...["product", "key", "zone"].map((by) => [
      `by ${by}`,
      () => index.groups({}, by, null, 200),
      () => stored.groupFindings({}, by, null, 200),
    ]),
  ]) {
    const [ours, sql] = [[], []];
    for (let at = 0; at < 3; at++) {
      ours.push(await cpuOf(mine));
      sql.push(await cpuOf(theirs));
    }
    rows.push([name, round(median(ours)), round(median(sql)), round(median(sql) / median(ours))]);
  }
  console.log("\nEqual answers from memory and from PostgreSQL");
  printTable(["sum", "memory", "PostgreSQL", "ratio"], rows);
}

function assertEqual(mine, theirs, what, filter) {
  if (!isDeepStrictEqual(mine, theirs))
    throw new Error(`${what} differ from PostgreSQL's under ${JSON.stringify(filter)}.`);
}
