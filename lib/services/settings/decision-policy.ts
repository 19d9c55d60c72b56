import "server-only";
import { prioritySettings } from "@/lib/contracts/settings";
import { findSetting } from "@/lib/db/setting";
import type { Sql } from "@/lib/db/sql";
import { DEFAULT_POLICY, type DecisionPolicy } from "@/lib/domain/priority/decision-policy";

export const PRIORITY_KEY = "priority";

/** As the owner set it; the default while nobody did, or when what is stored fits no longer. */
export async function loadDecisionPolicy(tx?: Sql): Promise<DecisionPolicy> {
  const stored = prioritySettings.safeParse(await findSetting(PRIORITY_KEY, tx));
  return stored.success ? stored.data.policy : DEFAULT_POLICY;
}
