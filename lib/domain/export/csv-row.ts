import { visibleLines } from "../invisible";

/**
 * One line of a CSV that a spreadsheet opens without running anything (OWASP, CSV injection) and any RFC 4180 reader
 * gets back: a cell that a spreadsheet would take for a formula starts with an apostrophe, and characters that nobody
 * sees are written out.
 */
const FORMULA = /^[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]/;

export type CsvCell = string | number | boolean | null;

/** Ends in CRLF. Null is an empty cell, lists join with "; " before they come here. */
export function csvRow(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return String(cell);
  const visible = visibleLines(cell);
  const inert = FORMULA.test(visible.trimStart()) || FORMULA.test(visible) ? `'${visible}` : visible;
  return /[",\r\n]/.test(inert) || inert !== inert.trim() ? `"${inert.replaceAll('"', '""')}"` : inert;
}
