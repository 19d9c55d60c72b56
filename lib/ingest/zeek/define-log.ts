import type { LedgerOutcome } from "@/lib/domain/import/ledger";
import type { ZeekReport } from "./zeek-report";
import type { Ends, ZeekRow } from "./zeek-row";

/** What became of a record that was not read as meant; null when it was. */
export type RowFault = { readonly outcome: Exclude<LedgerOutcome, "parsed">; readonly reason: string } | null;

/** One kind of log: its name, its columns, and what a record of it says. */
export interface ZeekLog {
  /** As in `#path` and `_path`. */
  readonly path: string;
  /** Columns that, together, no other kind has: tells a JSON log without `_path` apart. Empty: only named logs. */
  readonly signature: readonly string[];
  /** The same of other versions of the log, or of records that leave out what is unset. */
  readonly otherSignature?: readonly string[];
  /** Every column of the kind that is known here, read or not; others are named in a warning. */
  readonly columns: readonly string[];
  /** Further columns that are read, for kinds known only by the pattern of their names. */
  readonly knows?: (column: string) => boolean;
  /** Nothing of the kind is read, so its columns are not named. */
  readonly isSilent?: boolean;
  read(row: ZeekRow, report: ZeekReport): RowFault;
}

/** Columns of every log that follows a connection. */
export const CONNECTION = ["ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p"];
/** Columns that the ICSNPP parsers add to tell the sender of each message. */
export const DIRECTION = ["is_orig", "source_h", "source_p", "destination_h", "destination_p"];

const NO_ADDRESSES: RowFault = {
  outcome: "malformed",
  reason: "an address of the connection is missing or unreadable",
};

export const ignored = (reason: string): RowFault => ({ outcome: "ignored", reason });
export const malformed = (reason: string): NonNullable<RowFault> => ({ outcome: "malformed", reason });

export function defineLog(log: ZeekLog): ZeekLog {
  return log;
}

/** A log that follows a connection: a record without readable addresses says nothing, and is counted as malformed. */
export function defineConnectionLog(
  log: Omit<ZeekLog, "read"> & { read(row: ZeekRow, report: ZeekReport, ends: Ends): RowFault },
): ZeekLog {
  return {
    ...log,
    read(row, report) {
      const ends = row.ends();
      return ends ? log.read(row, report, ends) : NO_ADDRESSES;
    },
  };
}
