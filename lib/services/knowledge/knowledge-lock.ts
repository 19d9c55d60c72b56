import "server-only";
import { lockInTransaction } from "@/lib/db/advisory-lock";
import type { Sql } from "@/lib/db/sql";

/** Held by whoever makes a release or switches to one, so that each is built upon what holds. */
export function lockKnowledge(tx: Sql): Promise<void> {
  return lockInTransaction(tx, "sightglass knowledge");
}
