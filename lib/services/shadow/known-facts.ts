import "server-only";
import { findDecidingRows, findDeviceRevs } from "@/lib/db/shadow/shadow-query";
import { decidingFacts, type Fact } from "./deciding-facts";

/** Some queues' worth. */
const MOST_KNOWN = 2_000;

/** Facts by device, as they were at its revision. */
const known = new Map<string, { readonly rev: number; readonly facts: readonly Fact[] }>();

/**
 * The facts that decide about each device. The queue is asked for again after every decision, when nearly all devices are
 * as they were: only those that changed are unpacked.
 */
export async function factsOf(ids: readonly string[]): Promise<ReadonlyMap<string, readonly Fact[]>> {
  const revs = await findDeviceRevs(ids);
  const changed = revs.filter(({ id, rev }) => known.get(id)?.rev !== rev).map(({ id }) => id);
  const found = new Map(revs.map(({ id }) => [id, known.get(id)?.facts ?? []]));
  if (changed.length === 0) return found;
  if (known.size > MOST_KNOWN) known.clear();
  for (const row of await findDecidingRows(changed)) {
    const facts = decidingFacts(row);
    known.set(row.id, { rev: row.rev, facts });
    found.set(row.id, facts);
  }
  return found;
}
