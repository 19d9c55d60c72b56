import "server-only";
import { sql } from "./client";

export interface AuditRow {
  readonly id: number;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly summary: string;
  readonly reason: string | null;
  readonly detail: Record<string, unknown>;
}

/** Newest first, older than `before`. */
export async function listAuditRows(before: number | null, limit: number): Promise<AuditRow[]> {
  return sql.query<AuditRow>(
    `select id, at, actor, action, summary, reason, detail from audit_entry
      where $1::bigint is null or id < $1::bigint order by id desc limit $2`,
    [before, limit],
  );
}
