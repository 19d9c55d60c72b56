import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { type ChangeDto, type Changes, MAX_CHANGES_OF_KIND } from "@/lib/contracts/changes";
import { KeptBeside } from "../kept-beside";
import { type ComparedTimes, compareTimes } from "./compare-times";

/** Frozen, so that the JSON is written once for each comparison. */
const shown = new KeptBeside<ComparedTimes, Changes>();

/** What was learned between two times: how much of each kind, and the first of each. `to` is now when it is left out. */
export async function listChanges(actor: Actor, query: { from: string; to?: string | undefined }): Promise<Changes> {
  const all = await listAllChanges(actor, query);
  return shown.get(all, "", () => Object.freeze({ ...all, items: firstOfEachKind(all.items) }));
}

/** The same with every change, however many there are, for files. */
export async function listAllChanges(
  actor: Actor,
  query: { from: string; to?: string | undefined },
): Promise<ComparedTimes> {
  requirePermission(actor, "devices.read");
  return compareTimes(query);
}

/** @param items by kind */
function firstOfEachKind(items: readonly ChangeDto[]): ChangeDto[] {
  const counts = new Map<ChangeDto["kind"], number>();
  return items.filter(({ kind }) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return count <= MAX_CHANGES_OF_KIND;
  });
}
