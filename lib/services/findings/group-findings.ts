import "server-only";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { FindingGroupsDto, findingGroupQuery } from "@/lib/contracts/findings";
import { groupFindings as loadGroups } from "@/lib/db/findings/finding";
import { zoneNames } from "@/lib/db/zones/zone";
import { readFindingGroupCursor, writeFindingGroupCursor } from "./finding-cursor";
import { findingIndex } from "./finding-index";
import { filterOf } from "./present-finding";

/** A page of findings added up by product, advisory or check, or zone; the group with the most urgent one first. */
export async function groupFindings(
  actor: Actor,
  query: z.output<typeof findingGroupQuery>,
): Promise<FindingGroupsDto> {
  requirePermission(actor, "findings.read");
  const { by, cursor, limit } = query;
  const after = cursor === undefined ? null : readFindingGroupCursor(cursor);
  const index = findingIndex();
  index.want();
  const filter = filterOf(query);
  const groups = await (index.isReady()
    ? index.groups(filter, by, after, limit + 1)
    : loadGroups(filter, by, after, limit + 1));
  const zones = by === "zone" ? await zoneNames() : null;
  const page = groups.slice(0, limit);
  const last = groups.length > limit ? page.at(-1) : undefined;
  return {
    items: page.map(({ key, label, priority: _, ...group }) => ({
      ...group,
      key: keyOf(by, key),
      label: zones ? (zones.get(key) ?? "") : label,
    })),
    next: last ? writeFindingGroupCursor(last) : null,
  };
}

function keyOf(by: z.output<typeof findingGroupQuery>["by"], key: string): string {
  if (by === "key") return key.slice(key.indexOf(" ") + 1);
  return by === "zone" && key === "" ? "none" : key;
}
