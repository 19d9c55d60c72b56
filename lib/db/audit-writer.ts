import "server-only";
import type { Sql } from "./sql";

export interface NewAuditEntry {
  /** null for the command line and the machine itself. */
  readonly userId: string | null;
  readonly actor: string;
  /** "decision.made", "zone.changed", "import.started", … */
  readonly action: string;
  /** One sentence for people. */
  readonly summary: string;
  readonly reason?: string | null;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Belongs into the transaction of the change that it tells of. */
export async function writeAudit(tx: Sql, entry: NewAuditEntry): Promise<void> {
  await tx.run(
    "insert into audit_entry (user_id, actor, action, summary, reason, detail) values ($1, $2, $3, $4, $5, $6::jsonb)",
    [entry.userId, entry.actor, entry.action, entry.summary, entry.reason ?? null, JSON.stringify(entry.detail ?? {})],
  );
}
