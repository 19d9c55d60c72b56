import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { csvRow } from "@/lib/domain/export/csv-row";
import { listChanges } from "./list-changes";

/** The changes between two times as CSV. */
export async function* exportChanges(
  actor: Actor,
  query: { from: string; to?: string | undefined },
): AsyncGenerator<string> {
  requirePermission(actor, "exports.read");
  const { items } = await listChanges(actor, query);
  yield csvRow(["Change", "Device", "Device id", "What", "Before", "After", "Other device id"]);
  for (const it of items) {
    yield csvRow([it.kind, it.deviceName, it.deviceId, it.what, it.before, it.after, it.otherId]);
  }
}
