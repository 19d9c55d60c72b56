import type { Platform } from "./command";

/** Runs the work with a database at hand, and gives every connection back before the command ends. */
export function withDatabase<Result>(platform: Platform, work: () => Promise<Result>): Promise<Result> {
  return run(platform, false, work);
}

/**
 * The same for work that takes files in or computes the inventory, which needs the data folder of the installation that
 * runs with the database, if one does: its uploads, kept packets and fingerprints lie there.
 */
export function withInstallation<Result>(platform: Platform, work: () => Promise<Result>): Promise<Result> {
  return run(platform, true, work);
}

async function run<Result>(platform: Platform, ofThisFolder: boolean, work: () => Promise<Result>): Promise<Result> {
  const database = await platform.acquireDatabase();
  await platform.requireMigrated(database.url, { ofThisFolder });
  const [{ shutDown }, { closeQueue }] = await Promise.all([
    import("@/lib/services/shut-down"),
    import("@/lib/jobs/enqueue"),
  ]);
  try {
    return await work();
  } finally {
    await closeQueue();
    await shutDown();
  }
}
