import "server-only";
import { lockInTransaction, shareInTransaction } from "../advisory-lock";
import type { Sql } from "../sql";

/** Held by whoever computes with the evidence of live sensors, so that it stands still for so long. */
const LIVE_LOCK = "live evidence";

/** Evidence of live sensors stands still from here to the end of the transaction. */
export function holdLiveEvidence(tx: Sql): Promise<void> {
  return lockInTransaction(tx, LIVE_LOCK);
}

/** False while somebody computes with the evidence of live sensors: nobody may add to it then. */
export function mayAddLiveEvidence(tx: Sql): Promise<boolean> {
  return shareInTransaction(tx, LIVE_LOCK);
}
