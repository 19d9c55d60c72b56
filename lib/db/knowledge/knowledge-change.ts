import "server-only";
import type { FindingVerdict } from "@/lib/domain/finding/finding";
import { sql } from "../client";
import { deviceLabel } from "../devices/device-label";
import type { Sql } from "../sql";

export interface KnowledgeChangeRow {
  readonly deviceId: string;
  /** null when the device is no more. */
  readonly deviceName: string | null;
  readonly key: string;
  readonly title: string;
  /** null where there was no finding. */
  readonly before: FindingVerdict | null;
  readonly after: FindingVerdict | null;
  readonly because: string;
}

export interface KnowledgeChangeCounts {
  readonly devices: number;
  readonly came: number;
  readonly went: number;
  readonly turned: number;
}

/** Remembers, until the transaction ends, which advisories concern which devices now. */
export async function rememberVerdicts(tx: Sql): Promise<void> {
  await tx.run(
    `create temporary table verdict_before on commit drop as
       select device_id, key, title, verdict, question, cves, fix, detail->>'because' as because
         from finding where kind = 'vulnerability'`,
  );
}

/**
 * Keeps what has become of them since `rememberVerdicts` as the release's changes. Verdict, question, vulnerabilities and
 * fix count; what a feed says anew without moving one of these is no change.
 */
export async function keepVerdictChanges(tx: Sql, releaseId: number): Promise<void> {
  await tx.run("delete from knowledge_change where release_id = $1", [releaseId]);
  await tx.run(
    `insert into knowledge_change (release_id, device_id, key, title, before, after, because)
     select $1, coalesce(n.device_id, b.device_id), coalesce(n.key, b.key), coalesce(n.title, b.title), b.verdict, n.verdict,
            coalesce(n.detail->>'because', b.because, '')
       from verdict_before b full join (select * from finding where kind = 'vulnerability') n
         on n.device_id = b.device_id and n.key = b.key
      where (b.verdict, b.question, b.cves, b.fix) is distinct from (n.verdict, n.question, n.cves, n.fix)`,
    [releaseId],
  );
}

const GONE = "(after is null or after = 'not-affected')";
const NONE_BEFORE = "(before is null or before = 'not-affected')";

export async function countKnowledgeChanges(releaseId: number): Promise<KnowledgeChangeCounts> {
  const [row] = await sql.query<KnowledgeChangeCounts>(
    `select count(distinct device_id)::int as devices, count(*) filter (where ${NONE_BEFORE} and not ${GONE})::int as came,
            count(*) filter (where ${GONE} and not ${NONE_BEFORE})::int as went,
            count(*) filter (where ${NONE_BEFORE} = ${GONE})::int as turned
       from knowledge_change where release_id = $1`,
    [releaseId],
  );
  return row ?? { devices: 0, came: 0, went: 0, turned: 0 };
}

/** What came first, then what turned, then what went. */
export async function listKnowledgeChanges(
  releaseId: number,
  from: number,
  limit: number,
): Promise<KnowledgeChangeRow[]> {
  return sql.query<KnowledgeChangeRow>(
    `select c.device_id as "deviceId", ${deviceLabel("d")} as "deviceName", c.key, c.title, c.before,
            c.after, c.because
       from knowledge_change c left join device d on d.id = c.device_id
      where c.release_id = $1
      order by case when ${GONE} then 2 when ${NONE_BEFORE} then 0 else 1 end, c.after, c.key, "deviceName", c.device_id
      limit $2 offset $3`,
    [releaseId, limit, from],
  );
}
