import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createTestDatabase } from "../../lib/testing/database";
import { deployMigrations, requireMigrated } from "../migrate.mjs";
import { holdDatabase } from "./installation-hold.mjs";

const folder = mkdtempSync(join(tmpdir(), "sightglass-hold-"));
const [here, there] = [join(folder, "here"), join(folder, "there")];
let url: string;

beforeAll(async () => {
  url = await createTestDatabase();
  for (const data of [here, there]) mkdirSync(data);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function hold(data: string) {
  const fatal: Error[] = [];
  return { fatal, held: holdDatabase(url, { data, onFatal: (error) => fatal.push(error) }) };
}

async function cutConnections(): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name like 'sightglass %'`,
  );
  await client.end();
}

test("a second installation on one database is refused, with where the first one runs", async () => {
  const first = await hold(here).held;
  await expect(hold(there).held).rejects.toThrow(
    `Another Sightglass on ${hostname()} (process ${process.pid}) runs with this database, and one database serves one installation. Stop that one first`,
  );
  await first.release();
  await (await hold(there).held).release();
});

test("commands that need the files of an installation are refused beside one with another data folder", async () => {
  await requireMigrated(url, { data: there });
  const first = await hold(here).held;
  await requireMigrated(url, { data: here });
  await requireMigrated(url);
  await expect(requireMigrated(url, { data: there })).rejects.toThrow(
    `Its data folder is not ${there}: run the command on that machine`,
  );
  await first.release();
});

test("an installation holds its database again after the database was away", async () => {
  const { held, fatal } = hold(here);
  const first = await held;
  await cutConnections();
  await vi.waitFor(() => expect(requireMigrated(url, { data: there })).rejects.toThrow("Another Sightglass"), {
    timeout: 120_000,
  });
  expect(fatal).toEqual([]);
  await first.release();
});

test("an installation whose database another one took while it was away ends", async () => {
  const { held, fatal } = hold(here);
  const first = await held;
  await cutConnections();
  const second = await hold(there).held;
  await vi.waitFor(() => expect(String(fatal)).toContain("This one lost the database for a while, and ends."), {
    timeout: 120_000,
  });
  await Promise.all([first.release(), second.release()]);
});

test("two that bring one new database up to date at once both succeed, and each migration is applied once", async () => {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query("create database migrated_twice");
  await client.end();
  const fresh = new URL(url);
  fresh.pathname = "/migrated_twice";
  const applied = await Promise.all([deployMigrations(fresh.href), deployMigrations(fresh.href)]);
  const [once, none] = applied.sort((a, b) => b.length - a.length);
  expect(once?.length).toBeGreaterThan(0);
  expect(none).toEqual([]);
});
