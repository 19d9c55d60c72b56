import "server-only";
import { sql } from "../client";

export interface EvidenceSpan {
  /** The realm's id. */
  readonly realm: string;
  readonly fromUs: number;
  readonly toUs: number;
}

/** From when to when each file with flows was recorded, by the sums of its flows; of one that came twice, once. */
export async function sumEvidenceSpans(): Promise<EvidenceSpan[]> {
  return sql.query<EvidenceSpan>(
    `select c.realm_id as realm, min(r.first_seen_us) as "fromUs", max(r.last_seen_us) as "toUs"
       from source_content c join flow_rollup r on r.content_id = c.id
      where c.is_complete and r.first_seen_us is not null and r.last_seen_us is not null
      group by c.id, c.realm_id order by 1, 2, 3`,
  );
}

/** How many files are taken in whole. */
export async function countCompleteContents(): Promise<number> {
  const [row] = await sql.query<{ count: number }>("select count(*) as count from source_content where is_complete");
  return (row as { count: number }).count;
}
