import { cleanText } from "@/lib/domain/clean-text";
import { AppError } from "@/lib/domain/errors";
import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import { pushAll } from "@/lib/domain/long-lists";
import { DiscoveryDraft } from "../collect/discovery-draft";
import type { CsvMapping, Importer, ImportOptions, ImportParser } from "../define-importer";
import { decodeList } from "../text/decode-list";
import { CSV_FIELDS, type CsvField } from "./column-mapping";
import { type CellFaults, declareDevice, faultSentences, NO_FAULTS } from "./declare-device";
import { readRefusal } from "./declared-value";
import { isRangeOfIps } from "./listed-address";
import { ListedApprovals } from "./listed-approvals";
import { mappingOf } from "./preview-csv";
import { readTable, type Table, type TableRow } from "./read-table";
import { recogniseList } from "./recognise-list";

/** A list of a hundred thousand devices has some 20 MB; the whole list is held while it is read. */
export const MAX_LIST_BYTES = 33_554_432;
/** Rows looked at before columns without telling titles are known by their values. */
const MAX_WAITING = 50;

/** A record is one row below the titles; positions are lines of the file. */
class CsvParser implements ImportParser {
  records = 0;
  private readonly chunks: Uint8Array[] = [];
  private bytes = 0;
  private readonly draft: DiscoveryDraft;
  private readonly approvals: ListedApprovals;
  private readonly faults: CellFaults = { ...NO_FAULTS };
  private columns: readonly (readonly [CsvField, number])[] | null = null;
  private waiting: TableRow[] = [];

  constructor(private readonly options: ImportOptions) {
    this.draft = new DiscoveryDraft(options.limits);
    this.approvals = new ListedApprovals(options.limits.maxEndpoints);
  }

  push(chunk: Uint8Array): void {
    this.bytes += chunk.length;
    if (this.bytes > MAX_LIST_BYTES) {
      throw new AppError("too-large", "The list is larger than 32 MiB. Split it and import the parts.");
    }
    this.chunks.push(chunk.slice());
  }

  finish(): DiscoveryResult {
    const text = decodeList(Buffer.concat(this.chunks));
    this.chunks.length = 0;
    const table = readTable(text, {
      row: (row, it) => this.take(row, it),
      fault: (reason, line) => {
        this.records += 1;
        this.draft.ledger.count("malformed", reason, line);
      },
    });
    if (table) this.settleColumns(table);
    pushAll(this.draft.warnings, faultSentences(this.faults));
    pushAll(this.draft.warnings, this.approvals.warnings());
    return this.draft.finish({ format: "csv", bytes: this.bytes, approvals: this.approvals.kept });
  }

  private take(row: TableRow, table: Table): void {
    if (this.columns) {
      this.read(row);
      return;
    }
    this.waiting.push(row);
    if (this.waiting.length >= MAX_WAITING) this.settleColumns(table);
  }

  private settleColumns({ headers }: Table): void {
    if (this.columns) return;
    const mapping = this.options.csvMapping ?? mappingOf(headers, this.waiting);
    this.columns = columnsOf(mapping, headers);
    const rows = this.waiting;
    this.waiting = [];
    for (const row of rows) this.read(row);
  }

  private read({ cells, line }: TableRow): void {
    this.records += 1;
    const declared: Partial<Record<CsvField, string>> = {};
    for (const [field, at] of this.columns ?? []) {
      const cell = cells[at];
      if (cell !== undefined) declared[field] = cell;
    }
    const refusal = readRefusal(declared.status, declared.role);
    if (refusal !== null) {
      this.draft.ledger.count("ignored", refusal, line);
      return;
    }
    const approval = declareDevice(declared, { protocol: "csv", position: line }, this.draft, this.faults);
    if (!approval) {
      const isRange = declared.ip !== undefined && isRangeOfIps(declared.ip);
      const reason = isRange
        ? "the row names a range of addresses and no single device: list each device by its own address"
        : "the row names neither a readable IP address nor a MAC";
      this.draft.ledger.count("malformed", reason, line);
    } else {
      this.draft.ledger.countParsed();
      this.approvals.add(approval);
    }
  }
}

/** Throws AppError when the mapping names absent columns, or no column that could recognise a device. */
function columnsOf(mapping: CsvMapping, headers: readonly string[]): readonly (readonly [CsvField, number])[] {
  const columns = CSV_FIELDS.flatMap((field) => {
    const header = mapping[field];
    if (header === undefined || header === "") return [];
    const at = headers.indexOf(header);
    if (at < 0)
      throw new AppError("bad-request", `The list has no column "${cleanText(header, 100)}". Map its columns again.`);
    return [[field, at] as const];
  });
  if (!columns.some(([field]) => field === "ip" || field === "mac")) {
    const names = headers.slice(0, 12).join(", ");
    throw new AppError(
      "unsupported-format",
      `None of the list's columns (${names}) is known to hold IP addresses or MACs, by which devices are recognised. Choose the column in the mapping step, or name it "IP" or "MAC".`,
    );
  }
  return columns;
}

/** An approved list: a person vouches for the devices in it. */
export const csvImporter: Importer = {
  name: "csv",
  title: "Approved list (CSV)",
  recognise: (head) => recogniseList(head),
  open: (options) => new CsvParser(options),
};
