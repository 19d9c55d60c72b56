import type { Platform } from "./command";

/** Runs the work with a database at hand, and gives every connection back before the command ends. */
export async function withDatabase<Result>(platform: Platform, work: () => Promise<Result>): Promise<Result> {
  const database = await platform.acquireDatabase();
  await platform.requireMigrated(database.url);
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
