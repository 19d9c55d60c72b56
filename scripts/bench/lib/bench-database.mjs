import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { deployMigrations } from "../../migrate.mjs";
import { startPostgres } from "../../postgres.mjs";
import { startCounting } from "./count-cpu.mjs";
import { loadTypescript } from "./load-typescript.mjs";
import { scratchFolder } from "./scratch-folder.mjs";

const CONNECTIONS = 4;
/** Stands beside a database that a run has filled and left, also when it failed later. */
const KEPT = "kept";

/**
 * Runs a bench on a database of its own, empty and migrated, and takes all of it away at the end.
 *
 * @param {string} name of the database's folder
 * @param {readonly string[]} files of the product to load, besides lib/db/client
 * @param {(bench: {
 *   product: any,
 *   cpuOf: (work: () => Promise<unknown>) => Promise<number>,
 *   vacuum: () => Promise<unknown>,
 *   noteFilled: () => void,
 *   isKept: boolean,
 * }) => Promise<Result>} run `cpuOf` gives the milliseconds of CPU of node and of the database together; `noteFilled` is
 *   called when the database is to be measured as it stands; `isKept` says that it is the one that the last run left
 * @param {{ keep?: boolean }} [options] `keep` leaves the database for the next run, which takes it as it is
 * @returns {Promise<Result>}
 * @template Result
 */
export async function withBenchDatabase(name, files, run, { keep = false } = {}) {
  const folder = join(scratchFolder(), `${name}-postgres`);
  const isKept = keep && existsSync(join(folder, KEPT));
  if (!isKept) rmSync(folder, { recursive: true, force: true });
  const server = await startPostgres({ dataDir: folder, throwaway: true });
  try {
    process.env.DATABASE_URL = server.url;
    process.env.SIGHTGLASS_POOL = String(CONNECTIONS);
    await deployMigrations(server.url);
    const product = await loadTypescript(["lib/db/client", ...files]);
    const admin = new pg.Client({ connectionString: server.url });
    // The server is stopped when the bench fails, and what failed is to be read then.
    admin.on("error", () => {});
    await admin.connect();
    const backendPids = async () => {
      const { rows } = await admin.query("select pid from pg_stat_activity where application_name = 'sightglass'");
      return rows.map(({ pid }) => pid);
    };
    // All connections open, so that none is missing in what is counted.
    await Promise.all(Array.from({ length: CONNECTIONS }, () => product.sql.query("select pg_sleep(0.2)")));
    const cpuOf = async (work) => {
      const stop = await startCounting(backendPids);
      await work();
      return stop();
    };
    const noteFilled = () => {
      if (keep) writeFileSync(join(folder, KEPT), "");
    };
    const result = await run({ product, cpuOf, isKept, vacuum: () => admin.query("vacuum analyze"), noteFilled });
    await admin.end();
    await product.closeDatabase();
    return result;
  } finally {
    await server.stop();
    if (!keep) rmSync(folder, { recursive: true, force: true });
  }
}
