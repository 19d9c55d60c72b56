import type { CsvMapping } from "../define-importer";
import { joinSpacedMacs, parseListedIp, parseListedMac } from "./listed-address";

/** Of the rows, as many must have an address where a list has it: some devices have none yet. */
const MIN_SHARE = 0.8;
/** A cell of several addresses is no longer; beyond, it is prose that need not be taken apart. */
const MAX_CELL_LENGTH = 400;

const isIp = (text: string) => parseListedIp(text) !== null;
const isMac = (text: string) => parseListedMac(text) !== null;

/** The cell is made of addresses alone, one or several, as `declareDevice` takes them apart. */
function holdsOnly(cell: string | undefined, isAddress: (text: string) => boolean): boolean {
  if (cell === undefined || cell.length > MAX_CELL_LENGTH) return false;
  const parts = joinSpacedMacs(cell)
    .split(/[\s,;|]+/)
    .filter((part) => part !== "");
  return parts.length > 0 && parts.every(isAddress);
}

export function holdsAddress(cells: readonly string[]): boolean {
  return cells.some((cell) => holdsOnly(cell, isIp) || holdsOnly(cell, isMac));
}

/**
 * For lists whose titles do not tell: the columns that hold an address in (nearly) every row, while rows have (nearly)
 * all the same number of columns. A single address somewhere makes no column, else any log would pass as a list. Empty
 * when there is none.
 */
export function guessByValues(headers: readonly string[], rows: readonly (readonly string[])[]): CsvMapping {
  const needed = Math.max(1, rows.length * MIN_SHARE);
  if (rows.filter((cells) => cells.length === headers.length).length < needed) return {};
  const ipAt = fullestColumn(headers.length, rows, isIp);
  const macAt = fullestColumn(headers.length, rows, isMac);
  const named = rows.filter((cells) => holdsOnly(cells[ipAt], isIp) || holdsOnly(cells[macAt], isMac));
  if (named.length < needed) return {};
  const [ip, mac] = [headers[ipAt], headers[macAt]];
  return { ...(ip === undefined ? {} : { ip }), ...(mac === undefined ? {} : { mac }) };
}

/** The first of those with most addresses; -1 when no column has any. */
function fullestColumn(
  width: number,
  rows: readonly (readonly string[])[],
  isAddress: (text: string) => boolean,
): number {
  let best = { at: -1, count: 0 };
  for (let at = 0; at < width; at += 1) {
    const count = rows.filter((cells) => holdsOnly(cells[at], isAddress)).length;
    if (count > best.count) best = { at, count };
  }
  return best.at;
}
