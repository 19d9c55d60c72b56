import { cleanText } from "@/lib/domain/clean-text";
import type { CsvMapping } from "../define-importer";
import { decodeList } from "../text/decode-list";
import { guessByValues } from "./address-columns";
import { guessMapping } from "./column-mapping";
import { readTable, type TableRow } from "./read-table";

const MAX_ROWS = 8;
const MAX_CELL_LENGTH = 120;

/** What the mapping step shows; `mapping` is our field → header text, as guessed. */
export interface CsvPreviewData {
  readonly headers: string[];
  readonly sampleRows: string[][];
  readonly mapping: Record<string, string>;
}

/** Reads titles and the first rows from the beginning of an unpacked list. Throws as `readTable` does. */
export function previewCsv(head: Uint8Array): CsvPreviewData {
  const text = decodeList(head);
  const rows: TableRow[] = [];
  const table = readTable(text, { row: (row) => rows.push(row), fault: () => undefined }, MAX_ROWS + 12);
  if (!table) return { headers: [], sampleRows: [], mapping: {} };
  const { headers } = table;
  const sampleRows = rows
    .slice(0, MAX_ROWS)
    .map(({ cells }) => headers.map((_, at) => cleanText(cells[at] ?? "", MAX_CELL_LENGTH)));
  const mapping: CsvMapping = mappingOf(headers, rows);
  return { headers: [...headers], sampleRows, mapping };
}

/** By titles; where they name no address, by the columns that hold addresses. */
export function mappingOf(headers: readonly string[], rows: readonly TableRow[]): CsvMapping {
  const byTitle = guessMapping(headers);
  if (byTitle.ip ?? byTitle.mac) return byTitle;
  const cells = rows.map((row) => row.cells);
  return { ...byTitle, ...guessByValues(headers, cells) };
}
