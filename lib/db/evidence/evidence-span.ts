import "server-only";
import { sql } from "../client";
import { printOfTable, readPrint } from "../print";

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

/** Text that is another after the sums of any flows are, or what is taken in whole. */
export async function evidenceSpansPrint(): Promise<string> {
  const contents = `(select concat_ws(' ', count(*), sum(id), sum(committed_flows)) from source_content where is_complete)`;
  return readPrint([printOfTable("flow_rollup_day"), printOfTable("flow_rollup_stale"), contents]);
}
