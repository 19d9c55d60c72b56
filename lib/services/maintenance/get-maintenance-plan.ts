import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { MaintenancePlanDto } from "@/lib/contracts/maintenance";
import { countSettledWork } from "@/lib/db/findings/maintenance";
import { loadMaintenance } from "./load-maintenance";

/** How much work there is, in windows and outside, and how often the windows come. */
export async function getMaintenancePlan(actor: Actor): Promise<MaintenancePlanDto> {
  requirePermission(actor, "findings.read");
  const [{ occurrences, anytime, unplanned }, settled] = await Promise.all([loadMaintenance(), countSettledWork()]);
  return {
    occurrences: occurrences.length,
    inWindows: occurrences.reduce((sum, { work }) => sum + work.length, 0),
    anytime: anytime.length,
    unplanned: unplanned.length,
    settled,
  };
}
