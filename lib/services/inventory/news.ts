import "server-only";
import { type EvidenceRow, loadReplacedEvidence } from "@/lib/db/evidence/evidence";
import { loadReplacedFlows, type StoredFlow } from "@/lib/db/flows/flow";
import type { ContentOrigin, RowCounts } from "@/lib/db/imports/source-content";
import type { KnownContent } from "@/lib/db/inventory/inventory-part";
import type { Sql } from "@/lib/db/sql";

const NO_ROWS: RowCounts = { observations: 0, flows: 0 };

/** What came in since the inventory was computed last: whole contents, and rows of those that grow. */
export interface News {
  readonly contents: ReadonlyMap<number, ContentOrigin>;
  /** The number of the first new row of each. */
  readonly since: ReadonlyMap<number, RowCounts>;
  /** Rows as they were, in the place of which others came. */
  readonly replacedEvidence: readonly EvidenceRow[];
  readonly replacedFlows: readonly StoredFlow[];
  /** Nothing of the content was there before. */
  isWhole(contentId: number): boolean;
  isNewEvidence(contentId: number, seq: number): boolean;
  isNewFlow(contentId: number, seq: number): boolean;
}

/** Contents that were there, under their name, and have more rows now than the inventory was computed from. */
export function findGrown(
  contents: ReadonlyMap<number, ContentOrigin>,
  known: ReadonlyMap<number, KnownContent>,
): ContentOrigin[] {
  return [...contents.values()].filter(({ id, rows }) => {
    const then = known.get(id);
    return then && (then.rows?.observations !== rows.observations || then.rows.flows !== rows.flows);
  });
}

/** How many rows the inventory knows of the contents that grew. */
export function growingSince(
  contents: ReadonlyMap<number, ContentOrigin>,
  known: ReadonlyMap<number, KnownContent>,
): Map<number, RowCounts> {
  return new Map(
    findGrown(contents, known).flatMap(({ id }) => {
      const rows = known.get(id)?.rows;
      return rows ? [[id, rows] as const] : [];
    }),
  );
}

/** How many rows are new. */
export function countNews(contents: Iterable<ContentOrigin>, known: ReadonlyMap<number, KnownContent>): number {
  let count = 0;
  for (const { id, rows } of contents) {
    const then = known.get(id)?.rows ?? NO_ROWS;
    count += rows.observations - then.observations + rows.flows - then.flows;
  }
  return count;
}

/** Reads what these contents replaced. Live evidence stands still. */
export async function gatherNews(
  tx: Sql,
  contents: readonly ContentOrigin[],
  known: ReadonlyMap<number, KnownContent>,
): Promise<News> {
  const grown = new Map(contents.filter(({ id }) => known.has(id)).map((it) => [it.id, it]));
  const since = new Map(contents.map(({ id }) => [id, known.get(id)?.rows ?? NO_ROWS]));
  const isNew = (contentId: number, seq: number, kind: keyof RowCounts) => {
    const from = since.get(contentId);
    return from !== undefined && seq >= from[kind];
  };
  return {
    contents: new Map(contents.map((it) => [it.id, it])),
    since,
    replacedEvidence: grown.size === 0 ? [] : await loadReplacedEvidence(tx, grown),
    replacedFlows: grown.size === 0 ? [] : await loadReplacedFlows(tx, [...grown.keys()]),
    isWhole: (contentId) => !grown.has(contentId),
    isNewEvidence: (contentId, seq) => isNew(contentId, seq, "observations"),
    isNewFlow: (contentId, seq) => isNew(contentId, seq, "flows"),
  };
}
