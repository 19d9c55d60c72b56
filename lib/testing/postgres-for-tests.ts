import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { deployMigrations } from "../../scripts/migrate.mjs";
import { startPostgres } from "../../scripts/postgres.mjs";

declare module "vitest" {
  interface ProvidedContext {
    /** Migrated and never connected to, so that every test file can copy it in a tenth of a second. */
    templateDatabaseUrl: string;
    /** Holds the data folders of the test files; goes away with the run, also where a file was killed. */
    testFolder: string;
  }
}

/** One PostgreSQL for the whole integration run, thrown away at its end, and when it cannot be prepared. */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), "sightglass-integration-"));
  // PostgreSQL runs as a user of its own where the tests run as root, and has to reach its folder within.
  chmodSync(folder, 0o711);
  const testFolder = join(folder, "files");
  mkdirSync(testFolder);
  const server = await startPostgres({ dataDir: join(folder, "postgres"), throwaway: true });
  const end = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await deployMigrations(server.url);
  } catch (error) {
    await end();
    throw error;
  }
  project.provide("templateDatabaseUrl", server.url);
  project.provide("testFolder", testFolder);
  return end;
}
