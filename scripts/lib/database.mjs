import { join } from "node:path";
import { startPostgres } from "../postgres.mjs";
import { dataFolder } from "./paths.mjs";
import { StartError } from "./start-error.mjs";

/**
 * The database of this installation: the one DATABASE_URL names, or the embedded one, which is started when no
 * other process of ours runs it. `release` stops it again if nobody else uses it.
 * @returns {Promise<{ url: string, release: () => Promise<void>, isRunning?: () => boolean, startAgain?: () => Promise<void> }>}
 *   With the last two when the database is ours to keep going.
 */
export async function acquireDatabase() {
  const given = process.env.DATABASE_URL;
  if (given) {
    if (!/^postgres(ql)?:\/\//.test(given)) {
      throw new StartError("DATABASE_URL has to start with postgresql://.");
    }
    return { url: given, release: async () => {} };
  }
  const server = await startPostgres({ dataDir: join(dataFolder(), "postgres") });
  const { url, stop, isRunning, startAgain } = server;
  return { url, release: stop, isRunning, startAgain };
}
