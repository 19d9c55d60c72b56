import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { listWindows } from "@/lib/db/findings/maintenance";
import { maxOf } from "@/lib/domain/long-lists";
import { lastOccurrence } from "@/lib/domain/maintenance/maintenance-window";

/** When the last maintenance window of any zone began, ISO 8601; null when there has been none. */
export async function lastWindowStart(actor: Actor, nowMs: number): Promise<string | null> {
  requirePermission(actor, "devices.read");
  const begins = (await listWindows())
    .map((it) => lastOccurrence({ ...it, startsAtMs: it.startsAt.getTime() }, nowMs))
    .filter((it) => it !== null);
  return begins.length === 0 ? null : new Date(maxOf(begins)).toISOString();
}
