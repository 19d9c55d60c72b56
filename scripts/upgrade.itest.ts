import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { expect, test } from "vitest";
import { createTestDatabase } from "../lib/testing/database";
import { fillTables } from "../lib/testing/fill-tables";
import { applyMigrations } from "./lib/apply-migrations.mjs";
import { listMigrations } from "./lib/migration-files.mjs";

const REALM = randomUUID();
const SITE = randomUUID();
const PLC = randomUUID();

async function createEmptyDatabase(): Promise<URL> {
  const url = new URL(await createTestDatabase());
  const name = url.pathname.slice(1);
  const admin = new Client({ connectionString: new URL("/postgres", url).href });
  await admin.connect();
  await admin.query(`drop database ${name}`);
  await admin.query(`create database ${name}`);
  await admin.end();
  return url;
}

/** An installation of the first schema: a controller that answers Modbus, and what a person said of it. */
async function fillFirst(client: Client): Promise<void> {
  await client.query("insert into site (id, name) values ($1, 'Plant')", [SITE]);
  await client.query("insert into realm (id, site_id, name) values ($1, $2, 'plant')", [REALM, SITE]);
  await client.query(
    `insert into source_content (realm_id, sha256, file_name, format, is_complete, committed_observations, committed_flows)
     values ($1, repeat('a', 64), 'old.pcap', 'pcap', true, 5, 1)`,
    [REALM],
  );
  const sighting = '{"sent": 4, "received": 4, "conversed": true, "ttlMin": 64, "ttlMax": 64, "vlan": null}';
  const evidence = [
    ["sighting", "00:0e:8c:00:00:01", "10.0.0.1", "ip", sighting],
    ["binding", "00:0e:8c:00:00:01", "10.0.0.1", "arp", '{"proof": "arp"}'],
    ["identity", "00:0e:8c:00:00:01", "10.0.0.1", "modbus", '{"field": "model", "value": "Pump 7", "inferred": false}'],
    ["sighting", "00:0e:8c:00:00:02", "10.0.0.2", "ip", sighting],
    ["binding", "00:0e:8c:00:00:02", "10.0.0.2", "arp", '{"proof": "arp"}'],
  ];
  for (const [seq, [kind, mac, ip, protocol, detail]] of evidence.entries())
    await client.query(
      `insert into evidence (content_id, seq, kind, mac, ip, protocol, method, position, first_seen_us, last_seen_us, count, detail)
       values (1, $1, $2, $3, $4, $5, 'passive', 1, 1700000000000000, 1700000060000000, 1, $6)`,
      [seq, kind, mac, ip, protocol, detail],
    );
  await client.query(
    `insert into flow (content_id, seq, initiator_ip, initiator_mac, responder_ip, responder_mac, transport, port, protocol,
                       evidence, packets, bytes, packets_from_responder, bytes_from_responder, first_seen_us, last_seen_us,
                       position, operations)
     values (1, 0, '10.0.0.2', '00:0e:8c:00:00:02', '10.0.0.1', '00:0e:8c:00:00:01', 'tcp', 502, 'modbus', 'payload', 8, 800,
             4, 400, 1700000000000000, 1700000060000000, 1, '{"read": 4}')`,
  );
  await client.query(
    `insert into device (id, site_id, realm_ids, zone_reason, state, risk_score, risk_band, conflict_count, is_exposed, ips,
                         macs, protocols, search, detail, risk, fingerprint)
     values ($1, $2, array[$3::uuid], '', 'unsanctioned', 0, 'low', 0, false, '{10.0.0.1}', '{00:0e:8c:00:00:01}', '{modbus}',
             'pump 7', '{"identifiers": [{"kind": "mac", "realm": "${REALM}", "value": "00:0e:8c:00:00:01"}], "fields": {},
               "services": []}', '{}', 'old')`,
    [PLC, SITE, REALM],
  );
  await client.query(
    `insert into decision (id, kind, anchor_kind, anchor_realm, anchor_value, state, actor, reason, device_id)
     values ($1, 'state', 'mac', $3, '00:0e:8c:00:00:01', 'sanctioned', 'Anna', 'Bought in 2019.', $2)`,
    [randomUUID(), PLC, REALM],
  );
}

test("an installation of the first schema comes up to date, and its evidence gives its devices with what people said", async () => {
  const url = await createEmptyDatabase();
  const client = new Client({ connectionString: url.href });
  await client.connect();
  await applyMigrations(client, listMigrations().slice(0, 1));
  await fillFirst(client);

  const env = { ...process.env, DATABASE_URL: url.href };
  const said = execFileSync(process.execPath, ["scripts/migrate.mjs"], { env, encoding: "utf8" });
  for (const migration of listMigrations().slice(1)) expect(said).toContain(migration.name);

  // Loaded now, because what reads the address of the database does so once.
  process.env.DATABASE_URL = url.href;
  const { withTransaction } = await import("@/lib/db/transaction");
  const { closeDatabase } = await import("@/lib/db/client");
  const { rebuildInventory } = await import("@/lib/services/inventory/rebuild-inventory");
  try {
    expect(await withTransaction((tx) => rebuildInventory(tx))).toMatchObject({ scope: "whole" });
    const { rows } = await client.query("select ips, model, state, listed from device order by ips");
    expect(rows).toMatchObject([
      { ips: ["10.0.0.1"], model: "Pump 7", state: "sanctioned", listed: { marks: { model: { method: "passive" } } } },
      { ips: ["10.0.0.2"], model: null, state: "unsanctioned", listed: { marks: { model: null } } },
    ]);
    const flows = await client.query("select protocol, operations from flow");
    expect(flows.rows).toEqual([{ protocol: "modbus", operations: { read: 4 } }]);
    const sums = await client.query("select protocol, flows::int, packets::int from conversation");
    expect(sums.rows).toEqual([{ protocol: "modbus", flows: 1, packets: 8 }]);
  } finally {
    await closeDatabase();
    await client.end();
  }
});

test("every migration takes rows in every table of the schema before it", async () => {
  const client = new Client({ connectionString: (await createEmptyDatabase()).href });
  await client.connect();
  const refused = new Map<string, string>();
  let tables: string[] = [];
  try {
    for (const [round, { name, sql }] of listMigrations().entries()) {
      await client.query("begin");
      await client.query(sql).catch((cause) => {
        throw new Error(`${name}: ${cause.message}`, { cause });
      });
      const filled = await fillTables(client, round);
      tables = filled.tables;
      for (const [table, why] of filled.refused) refused.set(table, `${name}: ${why}`);
      await client.query("commit");
    }
    // What would not take a row was not tried.
    expect(Object.fromEntries(refused)).toEqual({});
    for (const table of tables) {
      const { rows } = await client.query<{ rows: number }>(`select count(*)::int as rows from "${table}"`);
      expect({ table, rows: rows[0]?.rows ?? 0 }).not.toEqual({ table, rows: 0 });
    }
  } finally {
    await client.end();
  }
});
