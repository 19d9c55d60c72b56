import "server-only";
import { withTransaction } from "@/lib/db/transaction";
import { type RebuildOutcome, rebuildInventory } from "./rebuild-inventory";

/** A rebuild of its own, when nothing else changed: decisions end, and a new day wants its posture. */
export function refreshInventory(): Promise<RebuildOutcome> {
  return withTransaction(rebuildInventory);
}
