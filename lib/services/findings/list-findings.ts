import "server-only";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { FindingPageDto, findingListQuery } from "@/lib/contracts/findings";
import { countFindings, findFindingPage } from "@/lib/db/finding";
import { readFindingCursor, writeFindingCursor } from "./finding-cursor";
import { filterOf, presentFinding } from "./present-finding";

/** A page of findings, most urgent first, with the counts of all that fit the filter. */
export async function listFindings(actor: Actor, query: z.output<typeof findingListQuery>): Promise<FindingPageDto> {
  requirePermission(actor, "findings.read");
  const filter = filterOf(query);
  const after = query.cursor === undefined ? null : readFindingCursor(query.cursor);
  const [{ rows, next }, counts] = await Promise.all([
    findFindingPage(filter, after, query.limit),
    countFindings(filter),
  ]);
  return {
    items: rows.map(presentFinding),
    next: next && writeFindingCursor(next),
    total: counts.total,
    counts,
  };
}
