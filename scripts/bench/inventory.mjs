import { parseArgs } from "node:util";
import { withBenchDatabase } from "./lib/bench-database.mjs";
import { generateDevices, generateFlows } from "./lib/generate-inventory.mjs";
import { Goals, machineLine, printTable, round } from "./lib/report.mjs";
import { growthSlope, median, quantile } from "./lib/statistics.mjs";

const { values } = parseArgs({
  options: {
    devices: { type: "string", default: "100000" },
    flows: { type: "string", default: "2000000" },
    small: { type: "string", default: "20000" },
    repeat: { type: "string", default: "15" },
  },
});
const [deviceCount, flowCount, smallCount, repeat] = [values.devices, values.flows, values.small, values.repeat].map(
  Number,
);

const goals = new Goals();
console.log(machineLine());
await withBenchDatabase(
  "inventory",
  [
    "lib/db/transaction",
    "lib/db/device",
    "lib/db/flow",
    "lib/db/flow-rollup",
    "lib/db/realm",
    "lib/db/device-query",
    "lib/db/device-filter",
    "lib/auth/session",
    "lib/contracts/devices",
    "lib/contracts/zones",
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
    "lib/services/search/search-inventory",
  ],
  run,
);
goals.print();

async function run({ product, cpuOf, vacuum }) {
  const place = await product.withTransaction(async (tx) => {
    const { siteId, realmId } = await product.ensureRealm(tx, "Plant", "core");
    await tx.run(
      `insert into zone (id, site_id, name, purdue_level, criticality)
       select gen_random_uuid(), $1, 'Zone ' || n, (n % 5), 1 + n % 5 from generate_series(1, 200) n`,
      [siteId],
    );
    const zones = await tx.query("select id, purdue_level as level from zone order by name");
    const [content] = await tx.query(
      "insert into source_content (realm_id, sha256, file_name, format, is_complete) values ($1, 'bench', 'bench.pcap', 'pcap', true) returning id",
      [realmId],
    );
    return { siteId, realmId, zones, contentId: content.id };
  });

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
  goals.add("devices written v. Prisma createMany", median(ours) / median(theirs), { atLeast: 5, unit: "×" });
  goals.add("the same devices again, CPU v. first", median(ours) / median(again), { atMost: 0.35 });
  const flowOurs = [];
  const flowTheirs = [];
  let seq = 0;
  for (let run = 0; run < 3; run++) {
    const mine = generateFlows(seq, 10_000, deviceCount);
    flowOurs.push(
      10_000 /
        (await cpuOf(() => product.withTransaction((tx) => product.insertFlows(tx, place.contentId, seq, mine)))),
    );
    seq += 10_000;
    const other = generateFlows(seq, 5_000, deviceCount);
    flowTheirs.push(5_000 / (await cpuOf(() => prismaFlows(product, place.contentId, seq, other))));
    seq += 5_000;
  }
  writes.push(["flows", ...rates(flowOurs, flowTheirs)]);
  goals.add("flows written v. Prisma createMany", median(flowOurs) / median(flowTheirs), { atLeast: 15, unit: "×" });
  printTable(["rows", "ours", "Prisma", "ratio"], writes);

  const costs = new Map();
  for (const size of [smallCount, deviceCount]) {
    await fill(product, place, size, Math.round((flowCount * size) / deviceCount), seq);
    await vacuum();
    const devices = size;
    console.log(`\nRead at ${devices.toLocaleString("en")} devices (server CPU in ms)`);
    const index = product.deviceIndex();
    const loadMs = await cpuOf(() => index.load());
    const rows = [];
    for (const [name, ask] of await questions(product)) {
      const times = [];
      await ask();
      for (let at = 0; at < repeat; at++) times.push(await cpuOf(ask));
      costs.set(name, [...(costs.get(name) ?? []), { size, cost: median(times), p95: quantile(times, 0.95) }]);
      rows.push([name, round(median(times)), round(quantile(times, 0.95))]);
    }
    printTable(["question", "p50", "p95"], rows);
    console.log(
      `loading the columns: ${round(loadMs)} ms CPU, ${Math.round(process.memoryUsage().rss / 1_048_576)} MiB resident`,
    );
    await compareFacets(product, cpuOf, size === deviceCount);
  }
  console.log("\nGrowth (log-log slope of p50)");
  printTable(
    ["question", "slope"],
    [...costs].map(([name, points]) => [name, round(growthSlope(points))]),
  );
  for (const [name, points] of costs)
    goals.add(`${name}, p95 at full size`, points.at(-1).p95, { atMost: 50, unit: " ms" });
}

function rates(ours, theirs) {
  const perSecond = (values) => Math.round(median(values) * 1000);
  return [perSecond(ours), perSecond(theirs), round(median(ours) / median(theirs))];
}

async function prismaDevices({ prisma }, devices) {
  for (let at = 0; at < devices.length; at += 1000) {
    await prisma().device.createMany({ data: devices.slice(at, at + 1000) });
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

/** Fills up to so many devices and flow rows, and adds the conversations that a rebuild would make of the flows. */
async function fill(product, place, devices, flows, firstSeq) {
  const BATCH = 20_000;
  // What the write comparison left has gaps, so all are offered; those that are there are not touched.
  for (let at = 0; at < devices; at += BATCH) {
    const batch = generateDevices(at, Math.min(BATCH, devices - at), place);
    await product.withTransaction((tx) => product.upsertDevices(tx, batch));
  }
  const [{ count }] = await product.sql.query("select count(*) as count from flow");
  for (let seq = Math.max(firstSeq, count); seq < flows; seq += BATCH) {
    const batch = generateFlows(seq, Math.min(BATCH, flows - seq), devices);
    await product.withTransaction((tx) => product.insertFlows(tx, place.contentId, seq, batch));
  }
  await product.sql.run("truncate conversation");
  await product.sql.run(
    `insert into conversation (id, realm_id, initiator_ip, initiator_device_id, responder_ip, responder_device_id, transport,
        port, protocol, evidence, flows, packets, bytes, packets_from_responder, first_seen_us, last_seen_us, operations,
        content_id, position)
     select gen_random_uuid(), $1, f.initiator_ip, i.id, f.responder_ip, r.id, f.transport, f.port, f.protocol, 'payload',
            count(*), sum(packets), sum(bytes), sum(packets_from_responder), min(f.first_seen_us), max(f.last_seen_us), '{}',
            $2, min(position)
       from flow f join device i on i.ips[1] = f.initiator_ip join device r on r.ips[1] = f.responder_ip
      group by f.initiator_ip, i.id, f.responder_ip, r.id, f.transport, f.port, f.protocol`,
    [place.realmId, place.contentId],
  );
  await product.sql.run(
    `update flow f set initiator_device_id = i.id, responder_device_id = r.id from device i, device r
      where i.ips[1] = f.initiator_ip and r.ips[1] = f.responder_ip and f.initiator_device_id is null`,
  );
  await product.withTransaction((tx) => product.refreshFlowRollup(tx, [place.contentId]));
}

async function questions(product) {
  const { systemActor: actor, deviceQuery, deviceFlowsQuery, flowQuery } = product;
  const list = (query) => () => product.listDevices(actor, deviceQuery.parse(query));
  const [busy] = await product.sql.query(
    "select initiator_device_id as id from conversation group by 1 order by count(*) desc limit 1",
  );
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
    ["devices, words", list({ q: "plc-1234" })],
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
    ["device's flows", () => product.listDeviceFlows(actor, busy.id, deviceFlowsQuery.parse({}))],
    ["flows, first page", () => product.listFlows(actor, flowQuery.parse({}))],
    ["matrix", () => product.getFlowMatrix(actor)],
    ["shadow", () => product.getShadowQueue(actor)],
    ["overview", () => product.getOverview(actor)],
    ["search", () => product.searchInventory(actor, "plc-1234")],
  ];
}

/** Ten exact facets from columns against ten GROUP BYs; the answers have to be equal. */
async function compareFacets(product, cpuOf, isGoal) {
  const { FACET_NAMES, FACET_VALUE, FACET_VALUES, facetCondition, sql } = product;
  const filter = { vendor: ["Siemens", "Axis"], state: ["unsanctioned", "sanctioned"] };
  const groupBys = async () => {
    const counts = [];
    for (const facet of FACET_NAMES) {
      const parameters = {
        values: [],
        add(value) {
          return `$${this.values.push(value)}`;
        },
      };
      const others = FACET_NAMES.filter((it) => it !== facet)
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
  if (!isGoal) return;
  goals.add("ten multi-select facets", median(ours), { atMost: 50, unit: " ms" });
  goals.add("ten facets v. ten GROUP BYs", median(theirs) / median(ours), { atLeast: 50, unit: "×" });
}
