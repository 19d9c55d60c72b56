import "server-only";
import type { z } from "zod";
import { rowsBehind, type SortKey } from "@/lib/domain/keyset";
import { readCursor, writeCursor } from "./page-cursor";

/** How a list that stands in memory is ordered, and what its cursors look like. */
interface KeysetOrder<Row> {
  readonly keyOf: (row: Row) => SortKey;
  /** Of a key. */
  readonly shape: z.ZodType<SortKey>;
}

/**
 * One page of rows that stand in memory in the order of their keys. Throws AppError("bad-request") for anything that is
 * no cursor of this list.
 */
export function keysetPage<Row>(
  rows: readonly Row[],
  { keyOf, shape }: KeysetOrder<Row>,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): { readonly items: readonly Row[]; readonly next: string | null; readonly total: number } {
  const after = cursor === undefined ? null : readCursor(shape, cursor);
  const { items, next } = rowsBehind(rows, keyOf, { after, limit });
  return { items, next: next && writeCursor(next), total: rows.length };
}
