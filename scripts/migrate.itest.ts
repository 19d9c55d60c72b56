import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "../lib/testing/database";
import { applyMigrations } from "./lib/apply-migrations.mjs";
import { listMigrations } from "./lib/migration-files.mjs";
import { deployMigrations, pendingMigrations, requireMigrated } from "./migrate.mjs";

describe("deployMigrations", () => {
  let url: string;
  let client: Client;

  beforeAll(async () => {
    url = await createTestDatabase();
    client = new Client({ connectionString: url });
    await client.connect();
  });
  afterAll(() => client.end());

  test("applies nothing to a database that is up to date", async () => {
    expect(await deployMigrations(url)).toEqual([]);
  });

  test("refuses a database that a newer version has migrated", async () => {
    await client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       values ('newer', '', '29991231000000_from_the_future', now(), now(), 1)`,
    );
    await expect(deployMigrations(url)).rejects.toThrow(/newer version of Sightglass .*29991231000000_from_the_future/);
    await client.query("delete from _prisma_migrations where id = 'newer'");
  });

  test("refuses a database whose last migration did not finish", async () => {
    const { name } = listMigrations().at(-1) ?? { name: "" };
    await client.query("update _prisma_migrations set finished_at = null where migration_name = $1", [name]);
    await expect(deployMigrations(url)).rejects.toThrow(`The migration ${name} failed half way`);
  });

  test.each([
    // In the order in which pg_restore makes them: keys, indexes, triggers, references.
    ["before any key", "alter table _prisma_migrations drop constraint _prisma_migrations_pkey"],
    ["before its indexes", "drop index device_macs_idx"],
    ["before its triggers", "drop trigger audit_entry_is_insert_only on audit_entry"],
    ["before its last reference", "alter table zone_vlan drop constraint zone_vlan_zone_id_fkey"],
  ])("refuses a database whose restore ended %s", async (_, undone) => {
    const restored = await createTestDatabase();
    const other = new Client({ connectionString: restored });
    await other.connect();
    await other.query(undone);
    await other.end();
    await expect(deployMigrations(restored)).rejects.toThrow(/not whole.*restored.*did not end/);
    await expect(requireMigrated(restored)).rejects.toThrow(/not whole/);
  });

  test("takes months of flows that came and went, and an index that somebody added, for no damage", async () => {
    const own = await createTestDatabase();
    const other = new Client({ connectionString: own });
    await other.connect();
    const { rows } = await other.query(
      "select inhrelid::regclass::text as month from pg_inherits where inhparent = 'flow'::regclass",
    );
    for (const { month } of rows) await other.query(`drop table ${month}`);
    await other.query("create index somebodys on audit_entry (action)");
    await other.end();
    expect(await deployMigrations(own)).toEqual([]);
  });
});

/** As `deployMigrations` in a process that is killed as soon as so many migrations are noted as applied. */
async function migrateUntilKilled(databaseUrl: string, applied: number): Promise<void> {
  const env = { ...process.env, DATABASE_URL: databaseUrl };
  const child = spawn(process.execPath, ["scripts/migrate.mjs"], { env, stdio: "ignore" });
  const ended = once(child, "exit");
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const count = async () => {
    const { rows } = await client.query(
      `select count(*)::int as sessions, coalesce((xpath('/row/n/text()', query_to_xml(
                case when to_regclass('_prisma_migrations') is null then 'select 0 as n'
                     else 'select count(*) as n from _prisma_migrations' end, false, true, '')))[1]::text::int, 0) as applied
         from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    return rows[0] as { sessions: number; applied: number };
  };
  for (let now = await count(); now.applied < applied || now.sessions === 0; now = await count()) {
    if (child.exitCode !== null) break;
  }
  child.kill("SIGKILL");
  await ended;
  await client.end();
}

/** Whatever the catalogue says of columns and indexes. */
async function schemaOf(databaseUrl: string): Promise<unknown> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows: columns } = await client.query(
    `select table_name, column_name, data_type, column_default, is_nullable from information_schema.columns
      where table_schema = 'public' and table_name !~ '^flow_[0-9]' order by 1, 2`,
  );
  const { rows: indexes } = await client.query(
    "select indexname, indexdef from pg_indexes where schemaname = 'public' and tablename !~ '^flow_[0-9]' order by 1",
  );
  await client.end();
  return { columns, indexes };
}

async function createEmptyDatabase(): Promise<string> {
  const url = new URL(await createTestDatabase());
  const client = new Client({ connectionString: new URL("/postgres", url).href });
  await client.connect();
  url.pathname = `/empty_${randomBytes(6).toString("hex")}`;
  await client.query(`create database ${url.pathname.slice(1)}`);
  await client.end();
  return url.href;
}

test("an upgrade that was killed, at its begin or between any two migrations, is gone on with by the next start", async () => {
  const whole = await schemaOf(await createTestDatabase());
  for (const applied of [0, 1, 3, 8, 14, 25, 40]) {
    const url = await createEmptyDatabase();
    await migrateUntilKilled(url, applied);
    await deployMigrations(url);
    expect(await schemaOf(url), `killed behind ${applied} migrations`).toEqual(whole);
  }
});

test("of a migration that fails nothing stays, and those before it do", async () => {
  const client = new Client({ connectionString: await createEmptyDatabase() });
  await client.connect();
  const first = { name: "1_first", sql: "create table first (id int); create table more (id int);", checksum: "a" };
  const broken = { name: "2_broken", sql: "drop table first; create table more (id int);", checksum: "b" };
  await expect(applyMigrations(client, [first, broken])).rejects.toThrow('2_broken: relation "more" already exists');
  const mended = { ...broken, sql: "drop table first;" };
  expect((await client.query("select * from first")).rows).toEqual([]);
  await applyMigrations(client, [mended]);
  const { rows } = await client.query("select migration_name as name, checksum from _prisma_migrations order by name");
  expect(rows).toEqual([first, mended].map(({ name, checksum }) => ({ name, checksum })));
  await client.end();
});

describe("pendingMigrations", () => {
  const ours = [
    { name: "1_first", sql: "", checksum: "a" },
    { name: "2_second", sql: "", checksum: "b" },
  ];

  test("names what is missing, in order", () => {
    expect(pendingMigrations(ours, [{ name: "1_first", checksum: "a", finished: true }])).toEqual([ours[1]]);
  });

  test("refuses a history that is not ours", () => {
    expect(() => pendingMigrations(ours, [{ name: "1_first", checksum: "x", finished: true }])).toThrow(
      "The migration 1_first is not the one that this database was built with.",
    );
  });
});
