import "server-only";
import { withTransaction } from "@/lib/db/transaction";
import { DryRun } from "./dry-run";
import { lookAhead } from "./look-ahead";
import { rebuildInventory } from "./rebuild-inventory";
import type { RebuildOutcome } from "./write-devices";

/** Computes the whole inventory, whatever has changed. What stood there and was right is not written again. */
export function rebuildWhole(): Promise<RebuildOutcome> {
  return withTransaction((tx) => rebuildInventory(tx, { whole: true }));
}

/** What computing the whole would change; nothing is changed. */
export function checkInventory(): Promise<RebuildOutcome> {
  return lookAhead((tx, { isDry }) => rebuildInventory(tx, { whole: true, dry: isDry ? new DryRun() : null }));
}
