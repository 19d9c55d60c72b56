import "server-only";
import type { Place } from "@/lib/domain/identity/neighbourhood";
import type { Evidence, Observation, Origin } from "@/lib/domain/observation";
import { SharedParts } from "@/lib/domain/shared-parts";
import type { CopyCell } from "../copy-in";
import type { ContentOrigin, RowCounts } from "../imports/source-content";
import { keepReplaced, replacedRows } from "../inventory/replaced-row";
import type { Sql } from "../sql";
import { storableJson, storableText } from "../storable";
import { detailOf, observationOf, ROW_COLUMNS, type Row } from "./evidence-row";

const PAGE_ROWS = 20_000;

const COLUMNS = `content_id, seq, kind, mac, ip, child, protocol, method, position, first_seen_us, last_seen_us, count,
  detail`;

/**
 * Writes observations of one content; `from` is the number of the first among them. The caller's counter of committed
 * rows keeps a batch from being written twice.
 */
export async function insertEvidence(
  tx: Sql,
  contentId: number,
  from: number,
  observations: readonly Observation[],
): Promise<void> {
  await tx.copyIn(`evidence (${COLUMNS})`, copyRows(contentId, from, observations));
}

function* copyRows(contentId: number, from: number, observations: readonly Observation[]): Generator<CopyCell[]> {
  let seq = from;
  for (const it of observations) {
    yield [
      ...[contentId, seq++, it.kind, it.subject.mac, it.subject.ip, storableText(it.subject.child)],
      ...[storableText(it.protocol), it.method, it.position, it.firstSeenUs, it.lastSeenUs, it.count],
      storableJson(detailOf(it)),
    ];
  }
}

/** Takes these rows out, to be written anew with what came to them since. In the order of their numbers. */
export async function takeEvidence(tx: Sql, contentId: number, seqs: readonly number[]): Promise<Observation[]> {
  const rows = await tx.query<Row>(
    `with gone as (delete from evidence where content_id = $1 and seq = any($2::int[]) returning *),
          ${keepReplaced(false)}
     select ${ROW_COLUMNS} from gone`,
    [contentId, seqs],
  );
  const shared = new SharedParts();
  return rows.sort((a, b) => a.seq - b.seq).map((row) => observationOf(row, shared));
}

const SELECT = `select content_id as "contentId", ${ROW_COLUMNS} from evidence`;

/** A row with its name in the table. */
export interface EvidenceRow {
  readonly contentId: number;
  readonly seq: number;
  readonly evidence: Evidence;
}

/**
 * Evidence of these cards (in every realm) and of these addresses, with repetitions where both fit. Rows of other
 * contents are passed over.
 */
export async function loadEvidenceAt(
  tx: Sql,
  contents: ReadonlyMap<number, ContentOrigin>,
  { macs, places }: { readonly macs: readonly string[]; readonly places: readonly Place[] },
): Promise<EvidenceRow[]> {
  const wanted = new Set(places.map(({ realm, ip }) => `${realm}\n${ip}`));
  const found: EvidenceRow[] = [];
  const shared = new SharedParts();
  const add = (
    rows: readonly (Row & { readonly contentId: number })[],
    isWanted: (realm: string, row: Row) => boolean,
  ) => {
    for (const row of rows) {
      const content = contents.get(row.contentId);
      if (!content || !isWanted(content.origin.realm, row)) continue;
      const { contentId, seq } = row;
      found.push({ contentId, seq, evidence: evidenceOf(row, content.origin, shared) });
    }
  };
  if (macs.length > 0) add(await tx.query(`${SELECT} where mac = any($1::text[])`, [macs]), () => true);
  if (places.length > 0) {
    const ips = [...new Set(places.map(({ ip }) => ip))];
    add(await tx.query(`${SELECT} where ip = any($1::text[])`, [ips]), (realm, row) =>
      wanted.has(`${realm}\n${row.ip}`),
    );
  }
  return found;
}

/** Evidence as the inventory knows it that grew since, and stands in the table with another number. */
export async function loadReplacedEvidence(
  tx: Sql,
  contents: ReadonlyMap<number, ContentOrigin>,
): Promise<EvidenceRow[]> {
  const rows = await tx.query<Row & { readonly contentId: number }>(
    `select content_id as "contentId", ${ROW_COLUMNS} from ${replacedRows(false)} it order by content_id, seq`,
    [[...contents.keys()]],
  );
  const shared = new SharedParts();
  return rows.map(({ contentId, ...row }) => {
    const { origin } = contents.get(contentId) as ContentOrigin;
    return { contentId, seq: row.seq, evidence: evidenceOf(row, origin, shared) };
  });
}

/**
 * All evidence of complete contents, or what came `since`, in pages, so that the rows of PostgreSQL never stand in memory
 * all at once.
 */
export async function loadEvidence(
  tx: Sql,
  contents: ReadonlyMap<number, ContentOrigin>,
  since?: ReadonlyMap<number, RowCounts>,
): Promise<Evidence[]> {
  const evidence: Evidence[] = [];
  const shared = new SharedParts();
  for (const [contentId, { origin }] of contents) {
    for (let after = (since?.get(contentId)?.observations ?? 0) - 1; ; ) {
      const rows = await tx.query<Row>(
        `select ${ROW_COLUMNS} from evidence where content_id = $1 and seq > $2 order by seq limit ${PAGE_ROWS}`,
        [contentId, after],
      );
      for (const row of rows) evidence.push(evidenceOf(row, origin, shared));
      if (rows.length < PAGE_ROWS) break;
      after = (rows.at(-1) as Row).seq;
    }
  }
  return evidence;
}

function evidenceOf(row: Row, origin: Origin, shared: SharedParts): Evidence {
  return { observation: observationOf(row, shared), origin };
}
