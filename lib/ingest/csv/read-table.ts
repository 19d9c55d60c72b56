import { type CsvError, type Options, parse } from "csv-parse/sync";
import { cleanText } from "@/lib/domain/clean-text";
import { AppError } from "@/lib/domain/errors";
import { holdsAddress } from "./address-columns";
import { isHeaderRow } from "./column-mapping";
import { findDialect } from "./delimiter";

/** A list has a few dozen columns; more means a wrong delimiter or a hostile file. */
export const MAX_COLUMNS = 1_000;
const MAX_RECORD_CHARS = 4_194_304;
/** Titles stand within the first rows, below a heading at most. */
const MAX_ROWS_ABOVE_HEADER = 10;
const MAX_HEADER_LENGTH = 100;

export interface TableRow {
  /** Raw cells, not yet cleaned. */
  readonly cells: readonly string[];
  /** Line of the file at which the row starts, 1-based. */
  readonly line: number;
}

export interface Table {
  /** Cleaned titles, made unique; "Column 1", … when the list has none. */
  readonly headers: readonly string[];
  readonly hasHeader: boolean;
}

export interface TableHandler {
  row(row: TableRow, table: Table): void;
  /** A row that could not be taken apart. */
  fault(reason: string, line: number): void;
}

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/**
 * Reads delimited text row by row. Throws AppError("unsupported-format") for tables that no list has. Returns the
 * titles, or null for a text without rows.
 */
export function readTable(text: string, handler: TableHandler, maxRows = Number.POSITIVE_INFINITY): Table | null {
  const { delimiter, skip } = findDialect(text);
  const firstLine = skip > 0 ? 2 : 1;
  let table: Table | null = null;
  let above: TableRow[] = [];
  let lastLine = 0;
  let rows = 0;

  const begin = (row: TableRow | null) => {
    const first = above.find(({ cells }) => holdsAddress(cells)) ?? above[0];
    const columns = Math.max(0, ...above.map(({ cells }) => cells.length));
    table = row
      ? { headers: uniqueHeaders(row.cells), hasHeader: true }
      : { headers: Array.from({ length: columns }, (_, at) => `Column ${at + 1}`), hasHeader: false };
    // Without titles known to us, the first row is taken for titles unless it holds data.
    if (!row && first && !holdsAddress(above[0]?.cells ?? [])) {
      table = { headers: uniqueHeaders(above[0]?.cells ?? []), hasHeader: true };
      above = above.slice(1);
    }
    const waiting = row ? [] : above;
    above = [];
    for (const it of waiting) handler.row(it, table);
  };

  const take = (cells: string[], lines: number) => {
    if (cells.length > MAX_COLUMNS) {
      throw new AppError(
        "unsupported-format",
        `The list has ${cells.length.toLocaleString("en-US")} columns in line ${lines}; a device list has a few dozen. Check its delimiter and save it again as CSV.`,
      );
    }
    // The reader counts to the row's end; its cells may hold line breaks.
    const row = { cells, line: lines - innerBreaks(cells) + firstLine - 1 };
    lastLine = lines;
    rows += 1;
    if (table) {
      handler.row(row, table);
    } else if (isHeaderRow(cells)) {
      begin(row);
    } else {
      above.push(row);
      if (above.length >= MAX_ROWS_ABOVE_HEADER || holdsAddress(cells)) begin(null);
    }
  };

  const options: Options = {
    delimiter,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    skip_records_with_error: true,
    max_record_size: MAX_RECORD_CHARS,
    info: true,
    ...(Number.isFinite(maxRows) ? { to: maxRows } : {}),
    on_record: (parsed) => {
      const { record, info } = parsed as unknown as Parsed;
      take(record, info.lines);
      // Nothing is gathered: rows are handed over as they come.
      return null;
    },
    on_skip: (error) => {
      handler.fault(explain(error), lastLine + firstLine);
      return undefined;
    },
  };
  try {
    parse(text.slice(skip), options);
  } catch (error) {
    if (error instanceof AppError || !isCsvError(error)) throw error;
    handler.fault(explain(error), lastLine + firstLine);
  }
  if (!table && rows > 0) begin(null);
  return table;
}

function innerBreaks(cells: readonly string[]): number {
  let breaks = 0;
  for (const cell of cells) for (let at = cell.indexOf("\n"); at >= 0; at = cell.indexOf("\n", at + 1)) breaks += 1;
  return breaks;
}

function uniqueHeaders(cells: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return cells.map((cell, at) => {
    const title = cleanText(cell.trim(), MAX_HEADER_LENGTH) || `Column ${at + 1}`;
    const count = (seen.get(title) ?? 0) + 1;
    seen.set(title, count);
    return count === 1 ? title : `${title} (${count})`;
  });
}

const isCsvError = (error: unknown): error is CsvError =>
  error instanceof Error && "code" in error && String(error.code).startsWith("CSV_");

function explain(error: { code?: string } | undefined): string {
  switch (error?.code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return "a quotation mark is never closed, so the rest of the file is one cell";
    case "CSV_MAX_RECORD_SIZE":
      return "the row is longer than 4 MiB";
    default:
      return "the row is not valid CSV";
  }
}
