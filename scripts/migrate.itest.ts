import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "../lib/testing/database";
import { listMigrations } from "./lib/migration-files.mjs";
import { deployMigrations, pendingMigrations } from "./migrate.mjs";

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
