import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { csvRow } from "@/lib/domain/export/csv-row";
import type { ComparedTimes } from "./compare-times";
import { listAllChanges } from "./list-changes";

/** All changes between two times as CSV. */
export function exportChanges(actor: Actor, query: { from: string; to?: string | undefined }): AsyncIterable<string> {
  requirePermission(actor, "exports.read");
  return pieces(actor, query);
}

async function* pieces(actor: Actor, query: { from: string; to?: string | undefined }): AsyncGenerator<string> {
  yield* writeChanges(await listAllChanges(actor, query));
}

/** What is missing stands in a last row: who reads the file sees no page that would say so. */
export function* writeChanges({
  items,
  isCut,
  unknownPeerMonths,
}: Pick<ComparedTimes, "items" | "isCut" | "unknownPeerMonths">): Generator<string> {
  yield csvRow(["Change", "Device", "Device id", "What", "Before", "After", "Other device id"]);
  for (const it of items) {
    yield csvRow([it.kind, it.deviceName, it.deviceId, it.what, it.before, it.after, it.otherId]);
  }
  const incomplete = (text: string) => csvRow(["incomplete", null, null, text, null, null, null]);
  if (isCut) yield incomplete("More came in than is compared at once: choose a shorter time to see all of it");
  if (unknownPeerMonths.length > 0) {
    yield incomplete(`Which peers were new within ${unknownPeerMonths.join(", ")} is no longer known`);
  }
}
