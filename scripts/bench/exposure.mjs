/**
 * What the exposure pages ask of the server with 5,000 devices: each talks to three destinations outside, one in ten is
 * reached by remote access from another zone. CPU of node and PostgreSQL together.
 *
 *   npm run bench:exposure [-- --devices 5000 --repeat 15]
 */
import { parseArgs } from "node:util";
import { withBenchDatabase } from "./lib/bench-database.mjs";
import { generateDevices } from "./lib/generate-inventory.mjs";
import { Goals, machineLine, printTable, round } from "./lib/report.mjs";
import { median, quantile } from "./lib/statistics.mjs";

const { values } = parseArgs({
  options: { devices: { type: "string", default: "5000" }, repeat: { type: "string", default: "15" } },
});
const [deviceCount, repeat] = [values.devices, values.repeat].map(Number);
const GOAL_MS = 50;
const DESTINATIONS_EACH = 3;
/** Sessions of one way in, over as many days. */
const SESSIONS_EACH = 40;

const goals = new Goals();
console.log(machineLine());
await withBenchDatabase(
  "exposure",
  [
    "lib/db/transaction",
    "lib/db/devices/device",
    "lib/db/sites/realm",
    "lib/auth/session",
    "lib/contracts/exposure",
    "lib/contracts/suppliers",
    "lib/services/exposure/list-paths",
    "lib/services/exposure/get-path",
    "lib/services/exposure/list-outbound",
    "lib/services/exposure/list-default-deny",
    "lib/services/exposure/list-sessions",
    "lib/services/exposure/list-due",
    "lib/services/suppliers/list-ledger",
  ],
  run,
);
goals.print();

async function run({ product, cpuOf, vacuum }) {
  await fill(product);
  await vacuum();
  const actor = product.systemActor;
  const page = (filter) => product.listPaths(actor, product.pathQuery.parse(filter));
  const first = await cpuOf(() => page({}));
  const firstSessions = await cpuOf(() => product.listSessions(actor));
  const { items, total } = await page({});
  const tools = await page({ view: "tools" });
  const questions = [
    ["paths, first page", () => page({})],
    ["paths, by device", () => page({ sort: "device" })],
    ["paths, words", () => page({ q: "vendor-12 plc" })],
    ["paths, tools direct", () => page({ view: "tools", step: "direct" })],
    ["a path", () => product.getPath(actor, items[0].id)],
    ["a path of a tool", () => product.getPath(actor, tools.items[0].id)],
    ["destinations", () => product.listOutbound(actor, product.outboundQuery.parse({}))],
    ["default deny", () => product.listDefaultDeny(actor)],
    ["sessions", () => product.listSessions(actor)],
    ["due", () => product.listDue(actor, product.dueQuery.parse({}))],
    ["supplier ledger", () => product.listLedger(actor, product.ledgerQuery.parse({}))],
  ];
  const rows = [
    ["worked out after a change, once", round(first), ""],
    ["sessions read after a change, once", round(firstSessions), ""],
  ];
  for (const [name, ask] of questions) {
    const times = [];
    for (let n = 0; n < repeat; n++) times.push(await cpuOf(async () => JSON.stringify(await ask())));
    rows.push([name, round(median(times)), round(quantile(times, 0.95))]);
    goals.add(`${name}, p95`, quantile(times, 0.95), { atMost: GOAL_MS, unit: " ms" });
  }
  console.log(`\n${deviceCount} devices, ${total} paths\n`);
  printTable(["server CPU, ms", "p50", "p95"], rows);
}

async function fill(product) {
  const place = await product.withTransaction(async (tx) => {
    const { siteId, realmId } = await product.ensureRealm(tx, "Plant", "core");
    await tx.run(
      `insert into zone (id, site_id, name, purdue_level, criticality)
       select gen_random_uuid(), $1, 'Zone ' || n, (n % 5), 1 + n % 5 from generate_series(1, 40) n`,
      [siteId],
    );
    await tx.run(
      `insert into source_content (realm_id, sha256, file_name, format, is_complete, known_at)
       values ($1, 'bench', 'bench.pcap', 'pcap', true, now())`,
      [realmId],
    );
    return { siteId, realmId, zones: await tx.query("select id, purdue_level as level from zone order by name") };
  });
  await product.withTransaction((tx) => product.upsertDevices(tx, generateDevices(0, deviceCount, place)));
  const { sql } = product;
  const dayUs = 86_400_000_000;
  const from = `(extract(epoch from now())::bigint - 90 * 86400) * 1000000`;
  await sql.run("create table numbered as select *, row_number() over (order by id) - 1 as n from device");
  // The ways of each device out, then remote desktop from another zone to every tenth.
  await sql.run(
    `create table way as
       select d.n, k, d.id as a, d.ips[1] as a_ip, null::uuid as b, '203.0.' || (113 + k) || '.' || (1 + d.n % 250) as b_ip,
              443 as port, 'tls' as protocol, 'vendor-' || ((d.n * 7 + k * 13) % 400) || '.com' as peer
         from numbered d, generate_series(1, ${DESTINATIONS_EACH}) k
       union all
       select d.n, 0, e.id, e.ips[1], d.id, d.ips[1], 3389, 'rdp', null
         from numbered d join numbered e on e.n = (d.n + 1009) % ${deviceCount} where d.n % 10 = 0`,
  );
  await sql.run(
    `insert into conversation (id, realm_id, initiator_ip, initiator_device_id, responder_ip, responder_device_id,
         transport, port, protocol, evidence, flows, packets, bytes, packets_from_responder, first_seen_us,
         last_seen_us, operations, content_id, position, peer_name, peer_name_from)
     select gen_random_uuid(), $1, a_ip, a, b_ip, b, 'tcp', port, protocol, 'payload', 1, 100, 1000 * (1 + n % 97), 50,
            ${from}, ${from} + ${dayUs}, '{}', (select max(id) from source_content), n + 1, peer,
            case when peer is not null then 'sni' end from way`,
    [place.realmId],
  );
  await sql.run(
    `insert into flow (content_id, seq, initiator_ip, initiator_device_id, responder_ip, responder_device_id,
         transport, port, protocol, evidence, packets, bytes, packets_from_responder, bytes_from_responder,
         first_seen_us, last_seen_us, position, operations, operation_positions, peer_name, peer_name_from)
     select (select max(id) from source_content), row_number() over (), a_ip, a, b_ip, b, 'tcp', port, protocol, 'payload',
            100, 1000, 50, 500, ${from} + s * ${dayUs}, ${from} + s * ${dayUs} + 3600000000, 1, '{}', '{}', peer,
            case when peer is not null then 'sni' end
       from way, generate_series(1, ${SESSIONS_EACH}) s where k = 0 or s = 1`,
  );
  await sql.run("drop table numbered, way");
}
