import "server-only";
import { withTransaction } from "@/lib/db/transaction";
import { rebuildInventory } from "./rebuild-inventory";
import type { RebuildOutcome } from "./write-devices";

/** A rebuild of its own, when nothing else changed: decisions end, and a new day wants its posture. */
export function refreshInventory(): Promise<RebuildOutcome> {
  return withTransaction((tx) => rebuildInventory(tx));
}
