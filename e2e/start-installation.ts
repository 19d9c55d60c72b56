/**
 * A whole Sightglass for the browser tests: real PostgreSQL, web and worker in production mode, on a database and a
 * data folder that are thrown away. What tests need to reach it stands in the environment.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadSamplePlant } from "../scripts/lib/first-steps.mjs";
import { startInstallation } from "../scripts/lib/installation.mjs";
import { during, say } from "../scripts/lib/progress.mjs";
import { ensureWebBuild } from "../scripts/lib/web-build.mjs";
import { deployMigrations } from "../scripts/migrate.mjs";
import { startPostgres } from "../scripts/postgres.mjs";
import { emailOf, PASSWORD, ROLES } from "./accounts";

const HOST = "127.0.0.1";

export default async function setup() {
  const data = mkdtempSync(join(tmpdir(), "sightglass-e2e-"));
  const port = Number(process.env.SIGHTGLASS_E2E_PORT);
  await ensureWebBuild({ during, signal: undefined });
  const database = await startPostgres({ dataDir: join(data, "postgres"), throwaway: true });
  await deployMigrations(database.url);

  let fail: (error: Error) => void = () => {};
  let failure: Error | undefined;
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failed.catch((error: Error) => {
    failure = error;
  });
  delete process.env.SIGHTGLASS_URL;
  const installation = await startInstallation({
    databaseUrl: database.url,
    data,
    host: HOST,
    port,
    say,
    onFatal: (error) => fail(error),
  });
  await Promise.race([installation.ready(), failed]);
  for (const name of ["DATABASE_URL", "SIGHTGLASS_DATA", "SIGHTGLASS_URL"] as const) {
    process.env[name] = installation.env[name];
  }

  for (const role of ROLES) {
    const account = ["--email", emailOf(role), "--name", `The ${role}`, "--role", role];
    execFileSync(process.execPath, ["bin/sightglass.mjs", "user", "add", "--password-stdin", ...account], {
      input: PASSWORD,
    });
  }
  await loadSamplePlant({ env: process.env, during });

  return async () => {
    await installation.stop();
    await database.stop();
    rmSync(data, { recursive: true, force: true });
    if (failure) throw failure;
    if (installation.web.timesEnded() > 0) throw new Error("The web server ended while it was tested.");
  };
}
