import { cleanText } from "@/lib/domain/clean-text";
import type { ZeekLog } from "./define-log";

const MAX_NAMED = 12;
const MAX_NOTED = 200;

/** Remembers columns that a kind of log is not known to have, so that nothing is passed over in silence. */
export class UnknownColumns {
  private readonly found = new Map<ZeekLog, Set<string>>();
  private readonly known = new Map<ZeekLog, ReadonlySet<string>>();

  note(log: ZeekLog | null, columns: Iterable<string>): void {
    if (log) for (const column of columns) this.noteOne(log, column);
  }

  noteRecord(log: ZeekLog | null, record: object): void {
    if (log) for (const column in record) this.noteOne(log, column);
  }

  warnings(): string[] {
    return [...this.found].map(([log, columns]) => {
      const names = [...columns].slice(0, MAX_NAMED).map((name) => cleanText(name, 60));
      const more = columns.size > MAX_NAMED ? ` and ${columns.size - MAX_NAMED} more` : "";
      return `Columns of the ${log.path} log that are not known here were not read: ${names.join(", ")}${more}.`;
    });
  }

  private noteOne(log: ZeekLog, column: string): void {
    let known = this.known.get(log);
    if (!known) {
      known = new Set([...log.columns, "_path", "_system_name", "_write_ts", "_node"]);
      this.known.set(log, known);
    }
    if (known.has(column)) return;
    const found = this.found.get(log);
    if (!found) this.found.set(log, new Set([column]));
    else if (found.size < MAX_NOTED) found.add(column);
  }
}
