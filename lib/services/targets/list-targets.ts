import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { TargetSummary } from "@/lib/contracts/targets";
import { listTargetRows } from "@/lib/db/zones/target";
import { presentTarget } from "./present-target";

/** All targets, the one that holds first. */
export async function listTargets(actor: Actor): Promise<{ items: TargetSummary[] }> {
  requirePermission(actor, "zones.read");
  return { items: (await listTargetRows()).map(presentTarget) };
}
