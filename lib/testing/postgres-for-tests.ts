import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startPostgres } from "../../scripts/postgres.mjs";

declare module "vitest" {
  interface ProvidedContext {
    /** Migrated and never connected to, so that every test file can copy it in a tenth of a second. */
    templateDatabaseUrl: string;
  }
}

/** One PostgreSQL for the whole integration run, thrown away at its end. */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), "sightglass-integration-"));
  const server = await startPostgres({ dataDir: folder, throwaway: true });
  // In a process of its own: the schema engine leaves timers behind that would hold up the end of the run.
  execFileSync(process.execPath, ["scripts/migrate.mjs"], { env: { ...process.env, DATABASE_URL: server.url } });
  project.provide("templateDatabaseUrl", server.url);
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
