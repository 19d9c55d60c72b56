import "server-only";
import type { Sql } from "../sql";

/**
 * Takes what was written down of the past while the clock was ahead for what became known just now: it lies in a time
 * that has not come, where nobody would find it before then, and where two versions of a device would hold at once, as
 * the one before it ended there. Of several versions of those days the last stays. The caller holds the inventory
 * (`lockInventory`), and knows that the clock is right now.
 */
export async function bringVersionsBack(tx: Sql): Promise<void> {
  const [clock] = await tx.query<{ at: string }>("select clock_timestamp()::text as at");
  const now = [(clock as { at: string }).at];
  await tx.run("delete from device_version where from_at > $1::timestamptz and until_at is not null", now);
  await tx.run("update device_version set until_at = $1::timestamptz where until_at > $1::timestamptz", now);
  await tx.run("update device_version set from_at = $1::timestamptz where from_at > $1::timestamptz", now);
  // All of them are sums of nothing by now.
  await tx.run("delete from device_version_sum where at > $1::timestamptz", now);
  await tx.run("update source_content set known_at = $1::timestamptz where known_at > $1::timestamptz", now);
}
