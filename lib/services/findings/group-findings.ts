import "server-only";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { FindingGroupsDto, findingGroupQuery } from "@/lib/contracts/findings";
import { groupFindings as loadGroups } from "@/lib/db/finding";
import { filterOf } from "./present-finding";

const MAX_GROUPS = 2_000;

/** Findings added up by product, advisory or check, or zone; the group with the most urgent one first. */
export async function groupFindings(
  actor: Actor,
  query: z.output<typeof findingGroupQuery>,
): Promise<FindingGroupsDto> {
  requirePermission(actor, "findings.read");
  const groups = await loadGroups(filterOf(query), query.by, MAX_GROUPS);
  return {
    items: groups.map(({ key, priority: _, ...group }) => ({ ...group, key: keyOf(query.by, key) })),
  };
}

function keyOf(by: z.output<typeof findingGroupQuery>["by"], key: string): string {
  if (by === "key") return key.slice(key.indexOf(" ") + 1);
  return by === "zone" && key === "" ? "none" : key;
}
