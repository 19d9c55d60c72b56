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

/** Which entries are asked for; null asks for all. */
export interface AuditFilter {
  readonly who: string | null;
  readonly words: string | null;
  /** Actions, whole ("session.ended") or by their first part ("import"). */
  readonly subjects: readonly string[] | null;
  /** First and last day, in UTC. */
  readonly from: string | null;
  readonly until: string | null;
}

/** Newest first, older than `before`. */
export async function listAuditRows(filter: AuditFilter, before: number | null, limit: number): Promise<AuditRow[]> {
  const { who, words, subjects, from, until } = filter;
  return sql.query<AuditRow>(
    `select id, at, actor, action, summary, reason, detail from audit_entry
      where ($1::bigint is null or id < $1::bigint)
        and ($3::text is null or strpos(lower(actor), $3) > 0)
        and ($4::text is null or strpos(lower(summary || ' ' || coalesce(reason, '')), $4) > 0)
        and ($5::text[] is null or split_part(action, '.', 1) = any($5) or action = any($5))
        and ($6::date is null or at >= $6::date::timestamp at time zone 'UTC')
        and ($7::date is null or at < ($7::date + 1)::timestamp at time zone 'UTC')
      order by id desc limit $2`,
    [before, limit, who?.toLowerCase() ?? null, words?.toLowerCase() ?? null, subjects, from, until],
  );
}
