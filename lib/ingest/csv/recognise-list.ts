import { AppError } from "@/lib/domain/errors";
import type { Match } from "@/lib/protocols/define-decoder";
import { decodeList } from "../text/decode-list";
import { guessByValues, holdsAddress } from "./address-columns";
import { guessMapping, holdsValues, isHeaderRow } from "./column-mapping";
import { readTable, type Table, type TableRow } from "./read-table";
import { isUntitledScan, type ResultsTable, resultsTableOf } from "./results-table";

/** As much of the beginning is taken apart. */
const MAX_CHARS = 16_384;
const MAX_ROWS = 24;
/** Titles are short: a longer cell is a line of a log. */
const MAX_TITLE_LENGTH = 40;

/**
 * Sure when a line of titles names columns of a device list; possible when every row has an address in the same column,
 * or when the columns have titles that a person may map. Text in which addresses only occur is no list.
 */
export function recogniseList(head: Uint8Array): Match {
  const text = decodeList(head);
  if (/^\s*[[{<]/.test(text)) return "no";
  const begun = beginningOf(text);
  // Too many columns: reading it again says so.
  if (begun === "refused") return isBinary(text) ? "no" : "maybe";
  if (begun === null || resultsOf(begun) !== null) return "no";
  const { rows } = begun;
  const { headers, hasHeader } = begun.table;
  const { ip, mac } = guessByValues(headers, rows);
  const hasAddresses = (ip ?? mac) !== undefined;
  if (hasHeader && isHeaderRow(headers) && (hasAddresses || fits(headers, rows))) return "certain";
  if (!hasHeader && isSaidAgain(rows.map((cells) => cells[headers.indexOf(ip ?? mac ?? "")] ?? ""))) return "no";
  // Binary content splits, too, at times.
  if (isBinary(text)) return "no";
  return hasAddresses || (hasHeader && isMappable(headers, rows)) ? "maybe" : "no";
}

interface Beginning {
  readonly table: Table;
  readonly rows: readonly (readonly string[])[];
}

/** Titles and first rows; null for a text without rows. */
function beginningOf(text: string): Beginning | "refused" | null {
  const rows: (readonly string[])[] = [];
  try {
    const handler = { row: ({ cells }: TableRow) => rows.push(cells), fault: () => undefined };
    const table = readTable(wholeLines(text), handler, MAX_ROWS);
    return table && { table, rows };
  } catch (error) {
    if (error instanceof AppError) return "refused";
    throw error;
  }
}

function resultsOf({ table, rows }: Beginning): ResultsTable | null {
  if (table.hasHeader) return resultsTableOf(table.headers, rows);
  return isUntitledScan(rows) ? "scan" : null;
}

/** What the table holds that is no list; null for a list, and for what is no table. */
export function resultsIn(head: Uint8Array): ResultsTable | null {
  const text = decodeList(head);
  const begun = isBinary(text) || /^\s*[[{<]/.test(text) ? null : beginningOf(text);
  return begun === null || begun === "refused" ? null : resultsOf(begun);
}

/** A list names each device once; rows that come back to the same few addresses are packets, flows or lines of a log. */
const isSaidAgain = (cells: readonly string[]) => cells.length >= 4 && new Set(cells).size * 2 <= cells.length;

const isBinary = (text: string) => /[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text.slice(0, 2_048));

/** Known words may stand in any line of a text: rows below titles are as wide as these, or have an address below one. */
function fits(headers: readonly string[], rows: readonly (readonly string[])[]): boolean {
  const { ip, mac } = guessMapping(headers);
  const named = [ip, mac].flatMap((it) => (it === undefined ? [] : [headers.indexOf(it)]));
  const isEven = headers.length > 1 && rows.filter(({ length }) => length === headers.length).length * 2 >= rows.length;
  return rows.length === 0 || isEven || rows.some((cells) => holdsAddress(named.map((at) => cells[at] ?? "")));
}

/** Without the line at which the head ends. */
function wholeLines(text: string): string {
  if (text.length <= MAX_CHARS) return text;
  const start = text.slice(0, MAX_CHARS);
  const end = Math.max(start.lastIndexOf("\n"), start.lastIndexOf("\r"));
  return end > 0 ? start.slice(0, end) : start;
}

function isMappable(headers: readonly string[], rows: readonly (readonly string[])[]): boolean {
  const width = headers.length;
  const areTitles = !holdsValues(headers) && headers.every((it) => it.length <= MAX_TITLE_LENGTH && /\p{L}/u.test(it));
  const even = rows.filter((cells) => cells.length === width);
  return width > 1 && areTitles && rows.length > 0 && even.length > rows.length * 0.8;
}
