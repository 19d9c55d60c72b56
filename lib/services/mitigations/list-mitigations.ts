import "server-only";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { MitigationPageDto, mitigationListQuery } from "@/lib/contracts/mitigations";
import { countMitigations, findMitigationPage } from "@/lib/db/findings/mitigation";
import { readMitigationCursor, writeMitigationCursor } from "./mitigation-cursor";
import { filterOf, presentMitigation } from "./present-mitigation";

/** A page of mitigations, those that their owner has to look at first. */
export async function listMitigations(
  actor: Actor,
  query: z.output<typeof mitigationListQuery>,
): Promise<MitigationPageDto> {
  requirePermission(actor, "findings.read");
  const filter = filterOf(query);
  const after = query.cursor === undefined ? null : readMitigationCursor(query.cursor);
  const [{ rows, next }, { standings, total, reviewDue }] = await Promise.all([
    findMitigationPage(filter, after, query.limit),
    countMitigations(filter),
  ]);
  const nowMs = Date.now();
  return {
    items: rows.map((row) => presentMitigation(row, nowMs)),
    next: next && writeMitigationCursor(next),
    total,
    counts: { standings, reviewDue },
  };
}
