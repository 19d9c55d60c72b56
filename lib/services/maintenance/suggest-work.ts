import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { WorkSuggestionsDto } from "@/lib/contracts/maintenance";
import { MAX_PLAN_STEPS } from "@/lib/contracts/plan";
import { listOpenTitles } from "@/lib/db/findings/maintenance";
import { getPlan } from "../plan/get-plan";

const SHOWN = 10;

/** What removes most risk for what it interrupts and is not on the list yet. */
export async function suggestWork(actor: Actor): Promise<WorkSuggestionsDto> {
  requirePermission(actor, "findings.read");
  const [plan, titles] = await Promise.all([
    getPlan(actor, { order: "per-flow", steps: MAX_PLAN_STEPS }),
    listOpenTitles(),
  ]);
  const planned = new Set(titles);
  const { deviceCount, isEarlier } = plan;
  return { deviceCount, isEarlier, steps: plan.steps.filter(({ title }) => !planned.has(title)).slice(0, SHOWN) };
}
