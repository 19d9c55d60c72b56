/** What a line of bare titles says, as scripts and notebooks leave it of Zeek's header when they write a log as CSV. */
export interface TitleLine {
  readonly separator: string;
  readonly columns: readonly string[];
}

const SEPARATORS = ["\t", ",", ";", "|"];
const IS_COLUMN = /^[a-z][a-z0-9_.]*$/i;
/** Zeek's own names, by which no list of anything else is titled: of a connection, a file, a certificate. */
const OWN_NAMES = ["id.orig_h", "uid", "fuid", "certificate.version"];

/** null for any other line. */
export function titlesOf(line: string): TitleLine | null {
  if (!OWN_NAMES.some((name) => line.includes(name))) return null;
  for (const separator of SEPARATORS) {
    const columns = cellsOf(line, separator);
    // Notebooks number the rows in a first column without a title.
    const named = columns[0] === "" ? columns.slice(1) : columns;
    const isOwn = named.includes("ts") && OWN_NAMES.some((name) => named.includes(name));
    if (isOwn && named.every((column) => IS_COLUMN.test(column))) return { separator, columns };
  }
  return null;
}

/** The cells of a line; one in double quotes may hold the separator, and a quote when it is written twice. */
export function cellsOf(line: string, separator: string): readonly string[] {
  if (!line.includes('"')) return line.split(separator);
  const cells: string[] = [];
  for (let at = 0; at <= line.length; ) {
    if (line[at] !== '"') {
      const end = line.indexOf(separator, at);
      cells.push(line.slice(at, end < 0 ? line.length : end));
      at = (end < 0 ? line.length : end) + 1;
      continue;
    }
    let cell = "";
    for (at += 1; at < line.length; ) {
      const quote = line.indexOf('"', at);
      const end = quote < 0 ? line.length : quote;
      cell += line.slice(at, end);
      at = end + 1;
      if (line[at] !== '"') break;
      cell += '"';
      at += 1;
    }
    cells.push(cell);
    // What stands between a closing quote and the separator belongs to no cell.
    const next = line.indexOf(separator, at);
    at = next < 0 ? line.length + 1 : next + 1;
  }
  return cells;
}
