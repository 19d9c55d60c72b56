import { cleanText } from "@/lib/domain/clean-text";
import type { ZeekLog } from "./define-log";
import type { JsonRecord } from "./json-row";

const MAX_NAMED = 12;
const MAX_NOTED = 200;

/**
 * Remembers columns that a kind of log is not known to have, and how many records fill them, so that nothing is passed
 * over in silence.
 */
export class UnknownColumns {
  private readonly found = new Map<string, Map<string, number>>();
  private readonly known = new Map<ZeekLog, ReadonlySet<string>>();

  /** Of these, the columns not known for the kind. A kind that is not read has no known columns: none are named. */
  of(log: ZeekLog | null, columns: Iterable<string>): readonly string[] {
    if (!log || log.isSilent) return [];
    const known = this.knownOf(log);
    return [...columns].filter((column) => !known.has(column) && !log.knows?.(column));
  }

  /** The column is there; `values` of its records are filled. */
  note(log: ZeekLog, column: string, values: number): void {
    let found = this.found.get(log.path);
    if (!found) {
      found = new Map();
      this.found.set(log.path, found);
    }
    const count = found.get(column);
    if (count !== undefined) found.set(column, count + values);
    else if (found.size < MAX_NOTED) found.set(column, values);
  }

  noteRecord(log: ZeekLog | null, record: JsonRecord): void {
    if (!log || log.isSilent) return;
    const known = this.knownOf(log);
    for (const column in record) {
      if (!known.has(column) && !log.knows?.(column)) this.note(log, column, record[column] === null ? 0 : 1);
    }
  }

  warnings(): string[] {
    return [...this.found].map(([path, columns]) => {
      const named = [...columns].slice(0, MAX_NAMED).map(([name, values]) => `${cleanText(name, 60)} (${values})`);
      const more = columns.size > MAX_NAMED ? ` and ${columns.size - MAX_NAMED} more` : "";
      return `Columns of the ${path} log that are not known here, with the number of records that fill them, were not read: ${named.join(", ")}${more}.`;
    });
  }

  private knownOf(log: ZeekLog): ReadonlySet<string> {
    let known = this.known.get(log);
    if (!known) {
      known = new Set([...log.columns, "_path", "_system_name", "_write_ts", "_node"]);
      this.known.set(log, known);
    }
    return known;
  }
}
