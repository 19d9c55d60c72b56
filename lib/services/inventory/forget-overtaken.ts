import "server-only";
import { forgetOvertakenGone } from "@/lib/db/gone-rows";

/** Keeps one row for each device and finding that is no more, however often it came and went. Safe at any time. */
export async function forgetOvertaken(): Promise<void> {
  await forgetOvertakenGone();
}
