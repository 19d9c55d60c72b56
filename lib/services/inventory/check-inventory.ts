import "server-only";
import { withTransaction } from "@/lib/db/transaction";
import { rebuildInventory } from "./rebuild-inventory";
import type { RebuildOutcome } from "./write-devices";

/** Computes the whole inventory, whatever has changed. What stood there and was right is not written again. */
export function rebuildWhole(): Promise<RebuildOutcome> {
  return withTransaction((tx) => rebuildInventory(tx, { whole: true }));
}

/** What computing the whole would change; nothing is changed. */
export async function checkInventory(): Promise<RebuildOutcome> {
  let outcome: RebuildOutcome | undefined;
  await withTransaction(async (tx) => {
    outcome = await rebuildInventory(tx, { whole: true });
    throw new OnlyLooking();
  }).catch((error) => {
    if (!(error instanceof OnlyLooking)) throw error;
  });
  return outcome as RebuildOutcome;
}

/** Ends a transaction that was only to show what it would do. */
class OnlyLooking extends Error {}
