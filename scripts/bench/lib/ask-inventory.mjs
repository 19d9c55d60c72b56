/**
 * Child of `npm run bench:inventory`: fills a database with an inventory of one size, asks every page and list of it, and
 * sends its parent `{ costs, goals }`. A process for each size, as the product holds one inventory in a process.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { routeModules, routeQuestions } from "./ask-routes.mjs";
import { withBenchDatabase } from "./bench-database.mjs";
import { fillDevices } from "./fill-devices.mjs";
import { fillFlows } from "./fill-flows.mjs";
import { fillRecords } from "./fill-records.mjs";
import { generateDevices, generateFlows } from "./generate-inventory.mjs";
import { machineLine, printTable, round } from "./report.mjs";
import { median, quantile } from "./statistics.mjs";

/** @type {{ devices: number, flows: number, repeat: number, keep: boolean, only: string }} */
const { devices: deviceCount, flows: flowCount, repeat, keep, only } = JSON.parse(process.argv[2]);
const isAsked = (name) => new RegExp(only).test(name);

/** A route is asked again until so much was spent on it. */
const ROUTE_BUDGET_MS = 4_000;

/** Routes that say nothing of devices, or are as long as the plant; all others are asked after a device changed, too. */
const SAYS_NO_DEVICE =
  /^(alerts|audit|custom-fields|exports|imports|knowledge|lists$|saved-views|session|settings|sites|users|software\/components)/;
/** Routes whose answer is made in the background, where it would count for whatever is asked meanwhile: they come last. */
const MADE_MEANWHILE = /^(maintenance\/suggestions|plan|targets)/;
const AFTER_A_CHANGE = "after a device changed".padEnd(64);

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc");
/** [what, value, goal] as `Goals.add` takes them. */
const goals = [];
console.log(`\n${machineLine()}`);
const costs = await withBenchDatabase(
  `inventory-${deviceCount}`,
  [
    "lib/db/prisma",
    "lib/db/transaction",
    "lib/db/devices/device",
    "lib/db/flows/flow",
    "lib/db/flows/flow-rollup",
    "lib/db/flows/flow-rollup-days",
    "lib/db/sites/realm",
    "lib/db/devices/device-query",
    "lib/db/devices/device-filter",
    "lib/auth/session",
    "lib/domain/device/device-facets",
    "lib/domain/device/listed-parts",
    "lib/contracts/devices",
    "lib/contracts/zones",
    "lib/contracts/walk-down",
    "lib/services/devices/list-devices",
    "lib/services/devices/list-device-facets",
    "lib/services/devices/list-device-flows",
    "lib/services/devices/get-device",
    "lib/services/devices/device-index",
    "lib/services/devices/read-query",
    "lib/services/flows/list-flows",
    "lib/services/shadow/get-shadow-queue",
    "lib/services/overview/get-overview",
    "lib/services/zones/get-flow-matrix",
    "lib/services/zones/list-matrix-pairs",
    "lib/services/zones/list-zones",
    "lib/services/map/get-zone-map",
    "lib/services/walk-down/get-walk-down",
    "lib/services/coverage/get-coverage",
    "lib/db/imports/coverage",
    "lib/domain/service/encrypted-protocols",
    "lib/services/devices/get-device-activity",
    "lib/services/devices/get-device-timeline",
    "lib/services/search/search-inventory",
    "lib/services/findings/finding-index",
    "lib/services/targets/make-target",
    "lib/db/devices/device-row",
    "lib/domain/firmware/product",
    ...routeModules(),
  ],
  run,
  { keep },
);
process.send({ costs, goals });

async function run({ product, cpuOf, vacuum, noteFilled, isKept }) {
  if (!isKept) {
    const place = await findPlace(product);
    await compareWrites(product, cpuOf, place);
    const began = performance.now();
    await fillDevices(product, place, deviceCount);
    await fillFlows(product, place, deviceCount, flowCount, place.zones.length);
    await fillRecords(product, deviceCount);
    // As imports do when they end: whoever asked first would measure all flows for them.
    await product.measureNewContents(product.sql, product.ENCRYPTED_PROTOCOLS);
    await vacuum();
    noteFilled();
    console.log(`\nfilled in ${round((performance.now() - began) / 1000)} s`);
  }
  const [{ count }] = await product.sql.query("select sum(flow_count)::bigint as count from source_content");
  console.log(`\nRead at ${inWords(deviceCount)} devices, ${inWords(count)} rows of flows (server CPU in ms)`);
  const index = product.deviceIndex();
  const before = heldBytes();
  const began = performance.now();
  const loadMs = await cpuOf(() => index.load());
  const loadSeconds = (performance.now() - began) / 1000;
  const held = heldBytes() - before;
  const rows = [];
  const costs = [];
  for (const [name, ask, change = null] of await questions(product)) {
    if (!isAsked(name)) continue;
    const times = [];
    const first = await cpuOf(ask);
    for (let at = 0; at < repeat; at++) {
      await change?.();
      times.push(await cpuOf(ask));
    }
    costs.push({ name, size: deviceCount, cost: median(times), p95: quantile(times, 0.95) });
    rows.push([name, round(first), round(median(times)), round(quantile(times, 0.95))]);
  }
  printTable(["question", "first", "p50", "p95"], rows);
  console.log(
    `columns: loaded in ${round(loadMs)} ms CPU, ${round(loadSeconds)} s; they hold ${mebibytes(held)} MiB; the process ${mebibytes(process.memoryUsage().rss)} MiB`,
  );
  if (isAsked("")) await compareFacets(product, cpuOf);
  await askRoutes(product, cpuOf);
  return costs;
}

/**
 * What every GET route of the API costs, with session and JSON. Printed, not held to a goal: some are answers that are worked
 * out once for a state of the plant, and exports are as long as the plant.
 */
async function askRoutes(product, cpuOf) {
  await product.findingIndex().load();
  const [target] = await product.sql.query("select id from target limit 1");
  if (!target) await product.makeTarget(product.systemActor, { name: "Bench", from: "today" });
  console.log("\nEvery GET route (server CPU in ms: first, p50, p95; bytes)");
  const [{ id }] = await product.sql.query("select id from device where state <> 'retired' order by id limit 1");
  const asked = await routeQuestions(product);
  const isMade = ([name]) => MADE_MEANWHILE.test(name);
  for (const [name, ask] of [...asked.filter((it) => !isMade(it)), ...asked.filter(isMade)]) {
    if (!isAsked(name)) continue;
    // Said at once: some take minutes at a million.
    try {
      console.log(`${name.padEnd(70)} ${await costOf(ask, cpuOf)}`);
      if (SAYS_NO_DEVICE.test(name)) continue;
      console.log(`${"".padEnd(6)}${AFTER_A_CHANGE} ${await costOf(ask, cpuOf, () => changeDevice(product, id))}`);
    } catch (error) {
      goals.push([`${name} answers`, 0, { atLeast: 1 }]);
      console.log(`${name}: ${error instanceof Error ? error.message : error}`);
    }
  }
}

/** @param change made before each answer, and not counted */
async function costOf(ask, cpuOf, change = null) {
  const times = [];
  let bytes = 0;
  await change?.();
  const first = await cpuOf(async () => {
    bytes = (await ask()).bytes;
  });
  for (let spent = 0; times.length < repeat && spent < ROUTE_BUDGET_MS; spent += times.at(-1)) {
    await change?.();
    times.push(await cpuOf(ask));
  }
  const said = times.length > 0 ? [round(median(times)), round(quantile(times, 0.95))] : ["-", "-"];
  return [round(first), ...said, bytes].join("  ");
}

function inWords(count) {
  return Number(count).toLocaleString("en");
}

/** What objects and arrays hold after what nobody holds was let go. */
function heldBytes() {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function mebibytes(bytes) {
  return Math.round(bytes / 1_048_576);
}

/** Realm and zones; a kept database has them. */
async function findPlace(product) {
  return product.withTransaction(async (tx) => {
    const { siteId, realmId } = await product.ensureRealm(tx, "Plant", "core");
    await tx.run(
      `insert into zone (id, site_id, name, purdue_level, criticality)
       select gen_random_uuid(), $1, 'Zone ' || n, (n % 5), 1 + n % 5 from generate_series(1, 200) n
        where not exists (select 1 from zone)`,
      [siteId],
    );
    const zones = await tx.query("select id, purdue_level as level from zone order by name");
    return { siteId, realmId, zones };
  });
}

async function compareWrites(product, cpuOf, place) {
  const [{ id: contentId }] = await product.sql.query(
    "insert into source_content (realm_id, sha256, file_name, format, is_complete, known_at) values ($1, 'bench', 'bench.pcap', 'pcap', true, now()) returning id",
    [place.realmId],
  );
  console.log("\nWrite (rows per CPU-second, node and database)");
  const writes = [];
  const ours = [];
  const theirs = [];
  const again = [];
  for (let run = 0; run < 3; run++) {
    const mine = generateDevices(run * 4000, 2000, place);
    const other = generateDevices(run * 4000 + 2000, 2000, place);
    ours.push(2000 / (await cpuOf(() => product.withTransaction((tx) => product.upsertDevices(tx, mine)))));
    theirs.push(2000 / (await cpuOf(() => prismaDevices(product, other))));
    again.push(2000 / (await cpuOf(() => product.withTransaction((tx) => product.upsertDevices(tx, mine)))));
  }
  writes.push(["devices", ...rates(ours, theirs)]);
  goals.push(["devices written v. Prisma createMany", median(ours) / median(theirs), { atLeast: 5, unit: "×" }]);
  goals.push(["the same devices again, CPU v. first", median(ours) / median(again), { atMost: 0.35 }]);
  const flowOurs = [];
  const flowTheirs = [];
  let seq = 0;
  for (let run = 0; run < 3; run++) {
    const mine = generateFlows(seq, 10_000, deviceCount);
    flowOurs.push(
      10_000 / (await cpuOf(() => product.withTransaction((tx) => product.insertFlows(tx, contentId, seq, mine)))),
    );
    seq += 10_000;
    const other = generateFlows(seq, 5_000, deviceCount);
    flowTheirs.push(5_000 / (await cpuOf(() => prismaFlows(product, contentId, seq, other))));
    seq += 5_000;
  }
  writes.push(["flows", ...rates(flowOurs, flowTheirs)]);
  goals.push(["flows written v. Prisma createMany", median(flowOurs) / median(flowTheirs), { atLeast: 15, unit: "×" }]);
  printTable(["rows", "ours", "Prisma", "ratio"], writes);
}

function rates(ours, theirs) {
  const perSecond = (values) => Math.round(median(values) * 1000);
  return [perSecond(ours), perSecond(theirs), round(median(ours) / median(theirs))];
}

async function prismaDevices({ prisma, listedPartsOf }, devices) {
  for (let at = 0; at < devices.length; at += 1000) {
    const data = devices.slice(at, at + 1000).map((it) => ({ ...it, listed: listedPartsOf(it.detail) }));
    await prisma().device.createMany({ data });
  }
}

async function prismaFlows({ prisma }, contentId, from, flows) {
  for (let at = 0; at < flows.length; at += 1000) {
    await prisma().flowRow.createMany({
      data: flows.slice(at, at + 1000).map(({ initiator, responder, ...rest }, n) => ({
        contentId,
        seq: from + at + n,
        initiatorIp: initiator.ip,
        initiatorMac: initiator.mac,
        responderIp: responder.ip,
        responderMac: responder.mac,
        ...rest,
      })),
    });
  }
}

/** Says the same as before, and is a change all the same. */
function changeDevice({ sql }, id) {
  return sql.run("update device set state = state where id = $1", [id]);
}

async function questions(product) {
  const { systemActor: actor, deviceQuery, deviceFlowsQuery, flowQuery } = product;
  const list = (query) => () => product.listDevices(actor, deviceQuery.parse(query));
  const [busy] = await product.sql.query(
    "select initiator_device_id as id from conversation group by 1 order by count(*) desc limit 1",
  );
  const [pair] = await product.sql.query(
    `select from_zone as "fromZone", to_zone as "toZone" from flow_rollup group by 1, 2 order by sum(flows) desc, 1, 2
      offset 20 limit 1`,
  );
  const cell = { from: pair.fromZone, to: pair.toZone };
  const changeOne = () => changeDevice(product, busy.id);
  const page = async (query, depth) => {
    let cursor;
    for (let at = 0; at < depth; at++) {
      cursor = (
        await product.listDevices(actor, deviceQuery.parse({ ...query, limit: 500, ...(cursor ? { cursor } : {}) }))
      ).next;
    }
    return list({ ...query, cursor });
  };
  return [
    ["devices, first page", list({})],
    ["devices, by name", list({ sort: "name" })],
    ["devices, by address", list({ sort: "ip" })],
    ["devices, by last seen, page 20", await page({ sort: "lastSeen" }, 20)],
    ["devices, three filters", list({ vendor: ["Siemens", "Axis"], state: "unsanctioned", protocol: "modbus" })],
    ["devices, query", list({ q: "vendor:siemens firmware<4.5 last<3000d -state:sanctioned" })],
    ["devices, port in a zone", list({ q: 'port:102 zone:"Zone 3"' })],
    ["devices, block of addresses", list({ q: "ip:10.1.0.0/16" })],
    ["devices, MAC", list({ q: "mac:00-1b-00-01-02" })],
    ["devices, name", list({ q: "name:plc-12" })],
    ["devices, serial number unknown", list({ q: "serial:unknown" })],
    ["devices, notes or own field", list({ q: "notes:pump or custom.rack>7" })],
    ["devices, words", list({ q: "plc-1234" })],
    ["devices, a word of many", list({ q: "siemens" })],
    ["facets, none chosen", () => product.listDeviceFacets(actor, {})],
    [
      "facets, four chosen",
      () =>
        product.listDeviceFacets(actor, {
          vendor: ["Siemens", "Axis"],
          state: ["unsanctioned"],
          tag: ["spare"],
          riskBand: ["high", "low"],
        }),
    ],
    ["device", () => product.getDevice(actor, busy.id)],
    ["device's activity", () => product.getDeviceActivity(actor, busy.id)],
    ["device's timeline", () => product.getDeviceTimeline(actor, busy.id)],
    ["device's flows", () => product.listDeviceFlows(actor, busy.id, deviceFlowsQuery.parse({}))],
    ["flows of a pair of zones", () => product.listFlows(actor, flowQuery.parse(pair))],
    ["flows, first page", () => product.listFlows(actor, flowQuery.parse({}))],
    ["matrix", () => product.getFlowMatrix(actor)],
    ["pairs behind a cell", () => product.listMatrixPairs(actor, product.matrixPairsQuery.parse(cell))],
    [
      "pairs behind a cell, one day",
      () => product.listMatrixPairs(actor, product.matrixPairsQuery.parse({ ...cell, days: 1, until: "2026-03-02" })),
    ],
    ["map", () => product.getZoneMap(actor)],
    ["zones", () => product.listZones(actor)],
    ["coverage", () => product.getCoverage(actor, {})],
    ["what to ask next", () => product.getWalkDown(actor, product.walkDownQuery.parse({}))],
    ["shadow", () => product.getShadowQueue(actor)],
    ["shadow, after a device changed", () => product.getShadowQueue(actor), changeOne],
    ["overview", () => product.getOverview(actor)],
    ["search", () => product.searchInventory(actor, "plc-1234")],
  ];
}

/** Ten exact facets from columns against ten GROUP BYs; the answers have to be equal. */
async function compareFacets(product, cpuOf) {
  const { DEVICE_FACETS, FACET_VALUE, FACET_VALUES, facetCondition, sql } = product;
  const filter = { vendor: ["Siemens", "Axis"], state: ["unsanctioned", "sanctioned"] };
  const groupBys = async () => {
    const counts = [];
    for (const facet of DEVICE_FACETS) {
      const parameters = {
        values: [],
        add(value) {
          return `$${this.values.push(value)}`;
        },
      };
      const others = DEVICE_FACETS.filter((it) => it !== facet)
        .map((it) => facetCondition(it, filter, parameters))
        .filter(Boolean);
      const isSet = facet in FACET_VALUES;
      const value = isSet ? "value" : FACET_VALUE[facet];
      const source = isSet ? `device d, unnest(${FACET_VALUES[facet]}) as value` : "device d";
      counts.push(
        ...(await sql.query(
          `select '${facet}' as facet, ${value} as value, count(*) as count from ${source} where ${others.join(" and ")} group by 2`,
          parameters.values,
        )),
      );
    }
    return counts;
  };
  const index = product.deviceIndex();
  const text = (counts) =>
    counts
      .map(({ facet, value, count }) => `${facet} ${value} ${count}`)
      .sort()
      .join("\n");
  if (text(await index.facets(filter)) !== text(await groupBys()))
    throw new Error("The facets differ from the GROUP BYs.");
  const ours = [];
  const theirs = [];
  for (let at = 0; at < 5; at++) {
    ours.push(await cpuOf(() => index.facets(filter)));
    theirs.push(await cpuOf(groupBys));
  }
  console.log(
    `ten facets: ${round(median(ours))} ms from columns, ${round(median(theirs))} ms by GROUP BY, equal answers`,
  );
  goals.push(["ten multi-select facets", median(ours), { atMost: 50, unit: " ms" }]);
  goals.push(["ten facets v. ten GROUP BYs", median(theirs) / median(ours), { atLeast: 50, unit: "×" }]);
}
