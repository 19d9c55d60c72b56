/**
 * Puts beside a filled plant what people and time leave there, in proportion to its devices: contradictions, notes, modules,
 * versions, decisions, the audit log, imports, floods, findings, bills of materials, paths outside and what belongs to
 * them. Written by the database itself, without the triggers; row n is the same in every run.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../lib/paths.mjs";
import { START_US } from "./generate-inventory.mjs";
import { inPairs } from "./in-pairs.mjs";

const DAY_US = 86_400_000_000;
const DAYS = 180;
/** How often a device has looked otherwise. */
const VERSIONS = 5;
const SENSORS = 40;
const BATCH = 50_000;
/** Sums, by the migration that makes them. */
const SUMS = { device_version_sum: "find_past_by_risk", sensor_hour: "sum_sensor_hours" };

const hash = (value, salt) => `(hashint8extended((${value})::bigint, ${salt}) & 2147483647)`;
const uuid = (text) => `overlay(overlay(md5(${text}) placing '4' from 13) placing '8' from 17)::uuid`;
const START = `to_timestamp(${START_US / 1e6})`;
/** Some moment of the half year, as many in each day. */
const at = (value, salt) => `(${START} + ${hash(value, salt)} % ${DAYS * 86_400} * interval '1 second')`;
const pickText = (list, index) => `(array['${list.join("','")}'])[1 + ${index} % ${list.length}]`;

/**
 * @param {any} product with `sql`, `withTransaction`, `productIdOf`, `DEVICE_COLUMNS` and `DEVICE_SOURCE`
 * @param {number} devices of the plant
 */
export async function fillRecords(product, devices, from = 0) {
  const { sql } = product;
  await sql.run("drop table if exists bench_record");
  await sql.run(
    `create unlogged table bench_record as
       select substr(serial, 3)::int as n, id, ips[1] as ip, macs[1] as mac, realm_ids[1] as realm_id, site_id, vendor, model
         from device`,
  );
  await sql.run("create unique index on bench_record (n)");
  await sql.run("analyze bench_record");
  for (const fill of [
    describeDevices,
    fillVersions,
    fillPeople,
    fillContents,
    fillLists,
    fillFindings,
    fillFirmware,
    fillSoftware,
    fillOutside,
  ].slice(from)) {
    const began = performance.now();
    await fill(product, devices);
    console.log(`${fill.name} took ${Math.round((performance.now() - began) / 100) / 10} s`);
  }
  await sql.run("drop table bench_record");
}

/** Runs statements without triggers and foreign keys, which would keep every row of a statement in memory. */
function written(product, statements) {
  return product.withTransaction(async (tx) => {
    await tx.run("set local session_replication_role = replica");
    await tx.run("set local work_mem = '256MB'");
    for (const statement of statements) {
      if (typeof statement === "string") await tx.run(statement);
      else await tx.run(...statement);
    }
  });
}

/** Every fifth device gets a contradiction and a product, every tenth a note, the others between them two modules. */
async function describeDevices(product, devices) {
  const makes = await product.sql.query("select distinct vendor, model from bench_record where model is not null");
  const ids = makes.map(({ vendor, model }) => product.productIdOf({ vendor, model, orderNumber: null }));
  await written(product, [
    "drop table if exists bench_make",
    "create unlogged table bench_make (vendor text, model text, product_id uuid)",
    [
      "insert into bench_make select * from unnest($1::text[], $2::text[], $3::uuid[])",
      [makes.map((it) => it.vendor), makes.map((it) => it.model), ids],
    ],
  ]);
  const batches = [];
  for (let from = 0; from < devices; from += BATCH) batches.push(from);
  const hasPair = "b.n % 10 = 0";
  const conflict = `jsonb_build_object(
    'key', ${uuid(`case when ${hasPair} then 'duplicate-ip ' || b.n / 20 else 'vendor ' || b.n end`)},
    'kind', case when ${hasPair} then 'duplicate-ip' else 'vendor-contradicts-oui' end,
    'summary', case when ${hasPair} then 'Two cards answer for ' || b.ip else b.mac || ' belongs to another maker' end,
    'citations', '[]'::jsonb, 'parties', jsonb_build_array(d.detail->'anchor'), 'accepted', null)`;
  const note = `jsonb_build_array(jsonb_build_object('decisionId', ${uuid("'note ' || b.n")}, 'text',
    ${pickText(["Pump house, left cabinet", "Replaced in spring", "Ask the vendor", "Key hangs at the gate"], "b.n / 10")},
    'actor', 'A. Keeper', 'atUs', ${START_US}))`;
  const child = (slot) => `jsonb_build_object('address', 'slot ${slot}', 'fields', jsonb_build_object('model',
    jsonb_set(d.detail->'fields'->'name', '{value}', to_jsonb('IO-' || b.n % 50 || '-${slot}'))))`;
  await inPairs(batches, (from) =>
    written(product, [
      [
        `update device d set
           conflict_count = 1, conflict_kinds = array[case when ${hasPair} then 'duplicate-ip' else 'vendor-contradicts-oui' end],
           product_id = m.product_id, owner = ${pickText(["Line 1", "Line 2", "Utilities"], "b.n / 5")},
           location = 'Hall ' || b.n / 5 % 30, custom = jsonb_build_object('rack', (b.n / 5 % 40)::text),
           notes = case when ${hasPair} then array[${pickText(["Pump house, left cabinet", "Replaced in spring", "Ask the vendor", "Key hangs at the gate"], "b.n / 10")}] end,
           module_count = case when ${hasPair} or d.name is null then 0 else 2 end,
           child_values = case when ${hasPair} or d.name is null then null
                               else array['IO-' || b.n % 50 || '-1', 'IO-' || b.n % 50 || '-2'] end,
           detail = d.detail || jsonb_build_object('conflicts', jsonb_build_array(${conflict}))
             || case when ${hasPair} then jsonb_build_object('annotations', d.detail->'annotations' || jsonb_build_object('notes', ${note}))
                     when d.name is null then '{}' else jsonb_build_object('children', jsonb_build_array(${child(1)}, ${child(2)})) end
          from bench_record b left join bench_make m on m.vendor is not distinct from b.vendor and m.model = b.model
         where d.id = b.id and b.n % 5 = 0 and b.n >= $1 and b.n < $2`,
        [from, from + BATCH],
      ],
    ]),
  );
  await product.sql.run("drop table bench_make");
  await product.sql.run("vacuum analyze device");
}

/** Each device has looked like this since one of the last days, and otherwise before. */
async function fillVersions(product, devices) {
  const { sql, DEVICE_COLUMNS, DEVICE_SOURCE } = product;
  await sql.run("truncate device_version");
  const indexes = await sql.query(
    "select indexname as name, indexdef as definition from pg_indexes where schemaname = 'public' and tablename = 'device_version' and indexname not like '%pkey'",
  );
  for (const { name } of indexes) await sql.run(`drop index "${name}"`);
  await sql.run("alter table device_version drop constraint device_version_pkey");
  const batches = [];
  for (let from = 0; from < devices; from += BATCH) batches.push(from);
  const since = (k) =>
    `${START} + (${(DAYS / VERSIONS).toFixed(0)} * (${k}) + ${hash(`s.n * 8 + ${k}`, 40)} % ${DAYS / VERSIONS}) * interval '1 day'`;
  await inPairs(batches, (from) =>
    written(product, [
      [
        // Each row is made once (`offset 0`), not for each version that is made of it.
        `insert into device_version (device_id, from_at, until_at, row, print)
         select s.id, ${since("k")}, case when k < ${VERSIONS - 1} then ${since("(k + 1)")} end,
                case when k = ${VERSIONS - 1} then s.row
                     else s.row || jsonb_build_object('firmware', 'V' || k || '.' || s.n % 9, 'riskScore', (s.n * 7 + k * 13) % 101) end,
                md5(s.n || ' ' || k)
           from (select b.n, b.id, to_jsonb(shown) as row
                   from bench_record b join (select ${DEVICE_COLUMNS} from ${DEVICE_SOURCE}) shown on shown.id = b.id
                  where b.n >= $1 and b.n < $2 order by b.id offset 0) s
          cross join generate_series(0, ${VERSIONS - 1}) k`,
        [from, from + BATCH],
      ],
    ]),
  );
  const built = [
    "alter table device_version add primary key (device_id, from_at)",
    ...indexes.map(({ definition }) => definition),
  ];
  await inPairs(built, (statement) =>
    product.withTransaction(async (tx) => {
      await tx.run("set local maintenance_work_mem = '1GB'");
      await tx.run("set local max_parallel_maintenance_workers = 0");
      await tx.run(statement);
    }),
  );
  await addUp(product, "device_version_sum");
}

/** What the product keeps beside versions and batches, added up as its migrations add it up. */
function addUp(product, table) {
  const file = readdirSync(join(ROOT, "prisma/migrations")).find((it) => it.endsWith(SUMS[table]));
  const text = readFileSync(join(ROOT, "prisma/migrations", file, "migration.sql"), "utf8");
  const [statement] = new RegExp(`INSERT INTO "${table}"[^;]+`).exec(text);
  return written(product, [`truncate ${table}`, statement]);
}

async function fillPeople(product, devices) {
  const series = (count) => `generate_series(0, ${Math.max(1, Math.round(count))} - 1) n`;
  const some = (n, salt = 50) => `(select b.id from bench_record b where b.n = ${hash(n, salt)} % ${devices})`;
  await written(product, [
    "truncate decision, saved_view, triage_question, triage_rule, supplier, access_grant, outbound_answer, custom_field, conduit cascade",
    // A trigger refuses to delete entries.
    "truncate audit_entry",
    `insert into custom_field (key, title, type, choices, created_at) values ('rack', 'Rack', 'number', '{}', ${START})`,
    `insert into decision (id, kind, anchor_kind, anchor_realm, anchor_value, state, value, actor, at, reason, group_id, device_id, undone_at, undone_by)
     select ${uuid("'decision ' || n")}, ${pickText(["state", "note", "tag"], "n / 4")}, 'mac', b.realm_id::text, b.mac,
            case when n / 4 % 3 = 0 then 'sanctioned' end, case n / 4 % 3 when 1 then 'Seen on site' when 2 then 'spare' end,
            'A. Keeper', ${at("n", 51)}, 'Known', ${uuid("'group ' || n / 80")}, b.id,
            case when n % 17 = 0 then now() end, case when n % 17 = 0 then 'B. Keeper' end
       from bench_record b where n % 4 = 0`,
    `insert into audit_entry (at, actor, action, summary, reason, detail)
     select ${START} + n * interval '${Math.round(((DAYS * 86_400) / Math.max(1, devices * 0.4)) * 1000)} milliseconds', 'A. Keeper',
            ${pickText(["decision.made", "import.started", "zone.changed", "device.edited"], hash("n", 52))},
            'Decided on device ' || n, 'Known', jsonb_build_object('devices', 1 + n % 20)
       from ${series(devices * 0.4)}`,
    `insert into saved_view (id, name, actor, is_shared, search, columns)
     select ${uuid("'view ' || n")}, 'View ' || n, 'A. Keeper', true, '{"q": "vendor:siemens"}', '{name,vendor}' from ${series(100)}`,
    `insert into triage_question (id, device_ids, text, asked_of, actor, asked_at, answer, answered_by, answered_at)
     select ${uuid("'question ' || n")}, array[${some("n.n")}], 'What is it for?', 'Maintenance', 'A. Keeper', ${at("n", 53)},
            case when n % 3 > 0 then 'A spare' end, case when n % 3 > 0 then 'B. Keeper' end, case when n % 3 > 0 then now() end
       from ${series(devices / 500)}`,
    `insert into triage_rule (id, name, query, action, reason, actor)
     select ${uuid("'rule ' || n")}, 'Rule ' || n, 'vendor:axis zone:"Zone ' || n || '"', '{"kind": "state", "state": "sanctioned"}',
            'Cameras', 'A. Keeper' from ${series(30)}`,
    `insert into supplier (id, name, created_by) select ${uuid("'supplier ' || n")}, 'Supplier ' || n, 'A. Keeper' from ${series(60)}`,
    `insert into access_grant (id, supplier_id, people, tool, device_ids, zone_ids, origins, reason, valid_from, valid_until, state, requested_by, decided_by, decided_at)
     select ${uuid("'grant ' || n")}, ${uuid("'supplier ' || n % 60")}, '{C. Guest}', 'rdp', array[${some("n.n", 54)}], '{}', '{}', 'Service',
            ${at("n", 55)}, ${at("n", 55)} + interval '30 days', 'approved', 'A. Keeper', 'B. Keeper', now() from ${series(600)}`,
    `insert into conduit (id, from_zone_id, to_zone_id, protocols, reason, created_by)
     select ${uuid("'conduit ' || a.n || ' ' || k")}, a.id, b.id, '{modbus,s7comm}', 'Production', 'A. Keeper'
       from (select id, row_number() over (order by name) as n from zone) a cross join generate_series(1, 3) k
       join (select id, row_number() over (order by name) as n from zone) b on b.n = 1 + (a.n + k) % (select count(*) from zone)`,
    "delete from unconfirmed_address",
    `insert into unconfirmed_address (realm_id, reason, count, examples)
     select id, 'never answered', ${Math.round(devices / 10)}, '{10.9.9.9}' from realm`,
    "truncate device_redirect",
    `insert into device_redirect (old_id, new_id) select ${uuid("'was ' || n")}, ${some("n.n", 56)} from ${series(devices / 100)}`,
  ]);
}

/** Sensors, what people took in with its files, and floods in two of five of them. */
async function fillContents(product, devices) {
  const count = Math.max(20, Math.round(devices / 200));
  const contentId = `(to_char(${at("n", 60)}, 'YYYYMM')::bigint * 1000000000 + 1000000 + n)`;
  await written(product, [
    "delete from import_file",
    "delete from import",
    "delete from flood",
    "delete from source_content where format = 'pcap' and file_name like 'taken-%'",
    "truncate sensor_batch, sensor_hour",
    "delete from sensor",
    `insert into sensor (id, realm_id, name, token_hash, last_batch_at, clock_offset_ms)
     select ${uuid("'sensor ' || n")}, (select id from realm limit 1), 'Sensor ' || n, md5(n::text), now(), 3
       from generate_series(0, ${SENSORS - 1}) n`,
    `insert into sensor_batch (sensor_id, seq, received_at, first_seen_us, last_seen_us, packets, dropped, ledger)
     select ${uuid("'sensor ' || s")}, n, now() - n * interval '1 minute', ${START_US} + n * 60000000::bigint, ${START_US} + (n + 1) * 60000000::bigint, 100000, n % 7, '{"records": 10000, "parsed": 9000, "ignored": 900, "truncated": 60, "malformed": 40, "reasons": []}'
       from generate_series(0, ${SENSORS - 1}) s cross join generate_series(0, ${Math.min(10_080, count * 2)} - 1) n`,
    `insert into source_content (id, realm_id, sha256, file_name, format, is_complete, created_at, known_at)
     select ${contentId}, (select id from realm limit 1), md5('content ' || n), 'taken-' || n || '.pcap', 'pcap', true,
            ${at("n", 60)}, ${at("n", 60)} from generate_series(0, ${count - 1}) n`,
    `insert into import (id, site_id, realm_id, sensor_id, actor, state, created_at, started_at, finished_at, devices_new, devices_changed)
     select ${uuid("'import ' || n")}, r.site_id, r.id, ${uuid(`'sensor ' || n % ${SENSORS}`)}, 'A. Keeper', 'done',
            ${at("n", 60)}, ${at("n", 60)}, ${at("n", 60)}, n % 30, n % 300
       from generate_series(0, ${count - 1}) n cross join (select * from realm limit 1) r`,
    `insert into import_file (id, import_id, number, name, declared_bytes, received_bytes, state, format, records_read, observations, flows, ledger, content_id)
     select ${uuid("'file ' || n")}, ${uuid("'import ' || n")}, 1, 'taken-' || n || '.pcap', 1000000, 1000000, 'read', 'pcap', 10000, 900, 300,
            '{"records": 10000, "parsed": 9000, "ignored": 900, "truncated": 60, "malformed": 40, "reasons": []}', ${contentId}
       from generate_series(0, ${count - 1}) n`,
    `insert into flood (content_id, addresses, kept, frames, first_seen_us, last_seen_us, position, examples, acknowledged_at, acknowledged_by, acknowledgement)
     select ${contentId}, 50000 + n, 100, 100000, (extract(epoch from ${at("n", 60)}) * 1000000)::bigint,
            (extract(epoch from ${at("n", 60)}) * 1000000)::bigint + 60000000, 7, '{02:00:00:00:00:01}',
            case when n % 3 > 0 then now() end, case when n % 3 > 0 then 'A. Keeper' end, case when n % 3 > 0 then 'A test tool' end
       from generate_series(0, ${count - 1}) n where n % 5 < 2`,
  ]);
  await addUp(product, "sensor_hour");
}

/**
 * An approved list of as many lines as there are devices: eight of ten say a name, half of these another one than the
 * network; the others are of what was never seen.
 */
function fillLists(product) {
  const list = "(select id from source_content where sha256 = 'list')";
  return written(product, [
    `delete from approval where content_id = ${list}`,
    `delete from evidence where content_id = ${list}`,
    "delete from source_content where sha256 = 'list'",
    `insert into source_content (realm_id, sha256, file_name, format, is_complete, known_at)
     select id, 'list', 'devices.csv', 'csv', true, ${START} from realm limit 1`,
    `insert into approval (content_id, seq, mac, ip, position)
     select ${list}, n, case when n % 10 < 8 then mac else '02:ff' || substr(mac, 6) end,
            case when n % 10 < 8 then ip end, n + 2 from bench_record`,
    `insert into evidence (content_id, seq, kind, mac, ip, protocol, method, position, count, detail)
     select ${list}, b.n, 'identity', b.mac, b.ip, 'csv', 'declared', b.n + 2, 1,
            jsonb_build_object('field', 'name', 'value', case when b.n % 2 = 0 then d.name else 'Listed ' || b.n end)
       from bench_record b join device d on d.id = b.id where b.n % 10 < 8 and d.name is not null`,
  ]);
}

/** Four of them on every fourth device, one of which asks something; controls and planned work in their proportion. */
async function fillFindings(product) {
  const nth = "(b.n / 4 * 4 + k)";
  const decision = (value) =>
    pickText(["defer", "scheduled", "scheduled", "out-of-cycle", "immediate"], hash(value, 70));
  await written(product, [
    "truncate finding, finding_gone, mitigation, mitigation_target, mitigation_event, maintenance_window, work_item cascade",
    `insert into finding (id, device_id, kind, key, title, verdict, confidence, question, product, cves, cvss, epss, is_kev,
         exploitation, decision, priority, fix, detail, fingerprint, first_judged_at)
     select ${uuid(`'finding ' || ${nth}`)}, b.id, case when k = 0 then 'hardening' else 'vulnerability' end,
            case when k = 0 then ${pickText(["telnet", "ftp", "snmp-v1", "smb-v1", "opcua-none"], "b.n / 4")}
                 else 'SSA-' || (100000 + ${hash(nth, 71)} % 2000) end,
            case when k = 0 then 'Service in the clear' else 'Weaknesses in the web server' end,
            ${pickText(["affected", "affected", "possible", "not-affected"], hash(nth, 72))}, null,
            case when ${hash(nth, 72)} % 4 = 2 and k = 1 and b.n % 40 = 0 then 'Which firmware does it run?' end,
            b.vendor || ' ' || b.model, case when k = 0 then '{}' else array['CVE-2026-' || (1000 + ${hash(nth, 73)} % 3000)] end,
            case when k > 0 then (${hash(nth, 74)} % 101) / 10.0 end, case when k > 0 then (${hash(nth, 75)} % 256) / 256.0 end,
            ${hash(nth, 76)} % 20 = 0, 'none', ${decision(nth)},
            case ${decision(nth)} when 'defer' then 0 when 'scheduled' then 1000 when 'out-of-cycle' then 3000 else 4000 end
              + ${hash(nth, 77)} % 256,
            case when ${hash(nth, 78)} % 2 = 0 then 'Update to V5.0' end,
            '{"verdict": null, "because": "The firmware lies in the range of the advisory.", "alternative": null, "inputs": [], "ssvcRow": 1, "bod": "none", "points": [], "facts": [], "citation": null, "weakness": []}',
            md5('finding ' || ${nth}), ${at(nth, 79)}
       from bench_record b cross join generate_series(0, 3) k where b.n % 4 = 0`,
    `insert into mitigation (id, kind, title, scope, owner, evidence, starts_at, created_at, created_by, standing)
     select ${uuid("'mitigation ' || b.n")}, ${pickText(["compensating-control", "acceptance"], "b.n / 500")}, 'Control ' || b.n,
            'devices', 'A. Keeper', 'Ticket', ${START}, ${at("b.n", 80)}, 'A. Keeper', 'holds'
       from bench_record b where b.n % 500 = 0`,
    `insert into mitigation_target (mitigation_id, seq, anchor_kind, anchor_realm, anchor_value, device_id)
     select ${uuid("'mitigation ' || b.n")}, 0, 'mac', b.realm_id::text, b.mac, b.id from bench_record b where b.n % 500 = 0`,
    `insert into maintenance_window (id, title, zone_id, starts_at, duration_minutes, repeats, every, outage, created_by)
     select ${uuid("'window ' || z.id")}, 'Window of ' || name, z.id, ${START}, 240, 'month', 1, 'zone', 'A. Keeper' from zone z`,
    `insert into work_item (id, title, kind, outage, minutes, owner, device_ids, created_by)
     select ${uuid("'work ' || b.n")}, 'Update device ' || b.n, 'patch', 'device', 30, 'A. Keeper', array[b.id], 'A. Keeper'
       from bench_record b where b.n % 2000 = 0`,
  ]);
}

/** Products with their versions, as `refreshFirmware` adds them up where no knowledge is. */
async function fillFirmware(product) {
  await written(product, [
    "truncate firmware_product, firmware_version cascade",
    `insert into firmware_product (id, vendor, model, name, search, devices, versions, unseen, behind, ahead, incomparable,
         has_golden, off_golden, findings, fixable, open_at_target)
     select product_id, vendor, model, vendor || ' ' || model, lower(vendor || ' ' || model), count(*), count(distinct firmware),
            count(*) filter (where firmware is null), 0, 0, 0, false, 0, 0, 0, '{}'
       from device where product_id is not null group by product_id, vendor, model`,
    `insert into firmware_version (product_id, firmware, rank, devices, off_golden, findings, fixable)
     select product_id, firmware, row_number() over (partition by product_id order by firmware_order desc), devices, 0, 0, 0
       from (select product_id, firmware, min(firmware_order) as firmware_order, count(*) as devices from device
              where product_id is not null and firmware is not null group by 1, 2) v`,
  ]);
}

/** 300 bills of 200 components each, of products that are here. */
async function fillSoftware(product) {
  await written(product, [
    "truncate software_component, software_bill cascade",
    `insert into software_bill (id, sha256, file_name, format, vendor, product, version, added_by, problems)
     select ${uuid("'bill ' || n")}, md5('bill ' || n), 'bill-' || n || '.json', 'CycloneDX JSON', vendor, model, 'V' || n % 9 || '.' || n % 30 || '.' || n % 5, 'A. Keeper', '{}'
       from (select vendor, model, row_number() over (order by vendor, model) as n
               from (select distinct vendor, model from bench_record where model is not null) makes) m where n <= 300`,
    `insert into software_component (bill_id, seq, name, version, purl, search)
     select b.id, k, 'component-' || ${hash("k", 90)} % 900, '1.' || k, 'pkg:generic/component-' || ${hash("k", 90)} % 900 || '@1.' || k,
            'component-' || ${hash("k", 90)} % 900 || ' 1.' || k from software_bill b cross join generate_series(0, 199) k`,
  ]);
}

/** Every fiftieth device talks to two destinations outside, every five hundredth is reached by remote desktop. */
async function fillOutside(product, devices) {
  const columns = `id, realm_id, initiator_ip, initiator_device_id, responder_ip, responder_device_id, transport, port,
    protocol, evidence, flows, packets, bytes, packets_from_responder, first_seen_us, last_seen_us, operations, peer_name,
    peer_name_from, content_id, position`;
  const sums = `'payload', 30, 400, 40000, 200, ${START_US}, ${START_US + DAYS * DAY_US}, '{}'`;
  const content = "(select min(id) from source_content where format = 'sensor')";
  await written(product, [
    "delete from conversation where responder_ip like '203.0.%' or protocol = 'rdp'",
    `insert into conversation (${columns})
     select ${uuid("'out ' || b.n || ' ' || k")}, b.realm_id, b.ip, b.id, '203.0.' || (113 + k) || '.' || (1 + b.n / 50 % 250), null, 'tcp', 443,
            'tls', ${sums}, 'vendor-' || ((b.n / 50 * 7 + k * 13) % 400) || '.com', 'sni', ${content}, 1
       from bench_record b cross join generate_series(1, 2) k where b.n % 50 = 0`,
    `insert into conversation (${columns})
     select ${uuid("'in ' || b.n")}, b.realm_id, o.ip, o.id, b.ip, b.id, 'tcp', 3389, 'rdp', ${sums}, null, null, ${content}, 1
       from bench_record b join bench_record o on o.n = (b.n + 1009) % ${devices} where b.n % 500 = 0`,
  ]);
}
