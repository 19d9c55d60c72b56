import "server-only";
import { forgetOldestGone, forgetOvertakenGone } from "@/lib/db/gone-rows";

/**
 * Keeps one row for each device and finding that is no more, however often it came and went, and of these so many that a
 * copy in memory which is further behind is better read anew. Safe at any time.
 */
export async function forgetOvertaken(): Promise<void> {
  await forgetOvertakenGone();
  await forgetOldestGone();
}
