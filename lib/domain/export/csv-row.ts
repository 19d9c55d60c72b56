/**
 * One line of a CSV that a spreadsheet opens without running anything (OWASP, CSV injection) and any RFC 4180 reader
 * gets back: a cell that a spreadsheet would take for a formula starts with an apostrophe, and characters that nobody
 * sees are written out.
 */
const FORMULA = /^[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]/;

const INVISIBLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

export type CsvCell = string | number | boolean | null;

/** Ends in CRLF. Null is an empty cell, lists join with "; " before they come here. */
export function csvRow(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return String(cell);
  const visible = cell.replace(INVISIBLE, (char) => `\\u{${char.charCodeAt(0).toString(16)}}`);
  const inert = FORMULA.test(visible.trimStart()) || FORMULA.test(visible) ? `'${visible}` : visible;
  return /[",\r\n]/.test(inert) || inert !== inert.trim() ? `"${inert.replaceAll('"', '""')}"` : inert;
}
