import "server-only";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { AuditEntryDto, auditQuery } from "@/lib/contracts/users";
import { listAuditRows } from "@/lib/db/audit";
import { SUBJECTS } from "./audit-subjects";

/** Who did what, newest first. The cursor is the id of the last entry that was read. */
export async function listAudit(
  actor: Actor,
  query: z.output<typeof auditQuery>,
): Promise<{ items: AuditEntryDto[]; next: string | null }> {
  requirePermission(actor, "audit.read");
  const { kind } = query;
  const filter = {
    who: wordsOf(query.who),
    words: wordsOf(query.q),
    subjects: kind === undefined ? null : SUBJECTS[kind],
    from: query.from ?? null,
    until: query.until ?? null,
  };
  const rows = await listAuditRows(filter, query.cursor ?? null, query.limit + 1);
  const shown = rows.slice(0, query.limit);
  return {
    items: shown.map((row) => ({ ...row, id: String(row.id), at: row.at.toISOString() })),
    next: rows.length > query.limit ? String(shown.at(-1)?.id) : null,
  };
}

/** PostgreSQL has no text with a zero byte. */
const wordsOf = (text: string | undefined): string | null => text?.replaceAll("\u0000", "").trim() || null;
