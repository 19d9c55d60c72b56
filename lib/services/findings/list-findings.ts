import "server-only";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { FindingPageDto, findingListQuery } from "@/lib/contracts/findings";
import { countFindings, findFindingPage, findFindings } from "@/lib/db/findings/finding";
import { zoneNames } from "@/lib/db/zones/zone";
import type { FindingFilter, FindingPosition } from "@/lib/domain/finding/finding-filter";
import { readFindingCursor, writeFindingCursor } from "./finding-cursor";
import { findingIndex } from "./finding-index";
import { filterOf, presentFinding } from "./present-finding";

/** A page of findings, most urgent first, with the counts of all that fit the filter. */
export async function listFindings(actor: Actor, query: z.output<typeof findingListQuery>): Promise<FindingPageDto> {
  requirePermission(actor, "findings.read");
  const filter = filterOf(query);
  const after = query.cursor === undefined ? null : readFindingCursor(query.cursor);
  const [{ rows, next, counts }, zones] = await Promise.all([findPage(filter, after, query.limit), zoneNames()]);
  return {
    items: rows.map(presentFinding).map((it) => ({ ...it, zoneName: labelOf(zones, it) })),
    next: next && writeFindingCursor(next),
    total: counts.total,
    counts,
  };
}

/** With its site where another site has a zone of that name. */
function labelOf(zones: ReadonlyMap<string, string>, { zoneId, zoneName }: FindingPageDto["items"][number]) {
  return zoneId === null ? zoneName : (zones.get(zoneId) ?? zoneName);
}

/** From the columns in memory where they are loaded, else from PostgreSQL; the same answer. */
async function findPage(filter: FindingFilter, after: FindingPosition | null, limit: number) {
  const index = findingIndex();
  index.want();
  if (index.isReady()) {
    const { ids, next, counts } = await index.page(filter, after, limit);
    return { rows: await findFindings(ids), next, counts };
  }
  const [page, counts] = await Promise.all([findFindingPage(filter, after, limit), countFindings(filter)]);
  return { ...page, counts };
}
