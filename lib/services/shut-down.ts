import "server-only";
import { closeDatabase } from "@/lib/db/client";

/** For processes that end: gives the database its connections back. */
export async function shutDown(): Promise<void> {
  await closeDatabase();
}
