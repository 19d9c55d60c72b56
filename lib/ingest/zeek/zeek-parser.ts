import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import { pushAll } from "@/lib/domain/long-lists";
import { DiscoveryDraft } from "../collect/discovery-draft";
import type { ImportOptions, ImportParser } from "../define-importer";
import { LineSplitter } from "../text/line-splitter";
import { BEGINS_OBJECTS, ObjectSplitter } from "../text/object-splitter";
import { malformed, type RowFault, type ZeekLog } from "./define-log";
import { headerlessTable } from "./headerless";
import { type JsonRecord, JsonRow } from "./json-row";
import { logOfFamily } from "./logs/families";
import { logOfColumns, logOfPath, pathInFileName } from "./registry";
import { behindSyslog, type ZeekLine, zeekLineOf } from "./shipped-record";
import { cellsOf, titlesOf } from "./title-line";
import { DEFAULT_TSV_HEADER, type TsvHeader, TsvRow } from "./tsv-row";
import { UnknownColumns } from "./unknown-columns";
import { ZeekReport } from "./zeek-report";
import type { ZeekRow } from "./zeek-row";
import { unescapeZeek } from "./zeek-value";

/** JSON records looked at before a log without `_path` is taken for one kind: unset columns are left out of records. */
const MAX_UNDECIDED = 200;

/** A log of connections whose kind neither its columns nor its name tell. */
const UNNAMED = "unnamed";

const CUT_OFF = { outcome: "truncated", reason: "the last line is cut off" } as const;
const TOO_LONG = { outcome: "malformed", reason: "the line is longer than 1 MiB" } as const;
/** Of the file, which tell in what form it is. */
const HEAD_BYTES = 1_024;
const BROKEN = { outcome: "malformed", reason: "the object never ends" } as const;

/** A kind of log as it appears in this file: known, or named but not read. */
interface Kind {
  readonly path: string | null;
  readonly log: ZeekLog | null;
  readonly report: ZeekReport | null;
}

/** What the # lines said of the table that is read. */
interface Table {
  header: TsvHeader;
  /** The header is a line of bare titles: cells may be in quotes. */
  isCsv: boolean;
  kind: Kind | null;
  unknown: readonly string[];
  readonly row: TsvRow;
}

const emptyTable = (): Table => ({
  header: DEFAULT_TSV_HEADER,
  isCsv: false,
  kind: null,
  unknown: [],
  row: new TsvRow(),
});

/** Senders whose tables come in turn. */
const MAX_STREAMS = 1_000;

/**
 * Reads one file: a log with or without header, JSON lines, several logs one after the other, or a JSON list of records.
 * Positions are line numbers; lines of comment and blank lines are no records.
 */
export class ZeekParser implements ImportParser {
  private readonly draft: DiscoveryDraft;
  private readonly lines: LineSplitter;
  /** Set when the file is one JSON list, or prints an object over several lines. */
  private objects: ObjectSplitter | null = null;
  private readonly kinds = new Map<string | null, Kind>();
  private readonly unknownColumns = new UnknownColumns();
  private readonly json = new JsonRow();
  /** Of the file itself under "". */
  private readonly tables = new Map<string, Table>();
  private table = this.tableOf("");
  private position = 0;
  private undecided: { record: JsonRecord; position: number }[] = [];
  private jsonKind: Kind | null = null;
  private bytes = 0;
  records = 0;

  constructor(private readonly options: ImportOptions) {
    this.draft = new DiscoveryDraft(options.limits);
    this.lines = new LineSplitter(
      (line, isWhole) => this.readLine(line, isWhole),
      () => this.fail(TOO_LONG),
    );
  }

  push(chunk: Uint8Array): void {
    if (this.bytes === 0 && beginsList(chunk)) this.objects = this.splitObjects();
    this.bytes += chunk.length;
    (this.objects ?? this.lines).push(chunk);
  }

  private splitObjects(): ObjectSplitter {
    const failAt = (line: number, fault: NonNullable<RowFault>) => {
      this.position = line;
      this.fail(fault);
    };
    return new ObjectSplitter(
      ({ text, line }) => {
        this.position = line;
        this.readJsonText(text, true);
      },
      { onTooLong: (line) => failAt(line, TOO_LONG), onBroken: (line) => failAt(line, BROKEN) },
    );
  }

  finish(): DiscoveryResult {
    if (this.objects?.finish()) this.fail(CUT_OFF);
    else this.lines.finish();
    this.decideJson();
    for (const kind of this.kinds.values()) kind.report?.finish();
    pushAll(this.draft.warnings, this.unknownColumns.warnings());
    const paths = [...this.kinds.keys()].filter((path) => path !== null);
    const format = paths.length === 1 ? `zeek ${paths[0]}` : "zeek";
    return this.draft.finish({ format, bytes: this.bytes });
  }

  private readLine(line: string, isWhole: boolean): void {
    this.position = this.lines.number;
    if (line.startsWith("#")) this.readHeaderLine(line);
    else if (line.startsWith("{")) this.readJsonText(line, isWhole);
    else if (line !== "" && !this.readTitles(line)) this.readOtherLine(line, isWhole);
  }

  /** Cells of a table may hold anything, so that syslog's words are looked for only where no table has begun. */
  private readOtherLine(line: string, isWhole: boolean): void {
    const shipped = this.table.header.columns.length === 0 ? behindSyslog(line) : null;
    if (shipped === null) this.readTsvLine(line, isWhole);
    else this.readShipped(shipped, isWhole);
  }

  private readShipped({ record, row, stream, path }: ZeekLine, isWhole: boolean): void {
    if (record !== null) {
      this.readRecord(record);
      return;
    }
    const own = this.table;
    this.table = this.tableOf(stream);
    if (path !== null && this.table.header.path === null) this.table.header = { ...this.table.header, path };
    if (row.startsWith("#")) this.readHeaderLine(row);
    else this.readTsvLine(row, isWhole);
    this.table = own;
  }

  private tableOf(stream: string): Table {
    const known = this.tables.get(stream);
    if (known) return known;
    const table = emptyTable();
    if (this.tables.size < MAX_STREAMS) this.tables.set(stream, table);
    return table;
  }

  /** Of files joined to one, each has its titles. */
  private readTitles(line: string): boolean {
    const { table } = this;
    if (table.header.columns.length > 0 && !table.isCsv) return false;
    const titles = titlesOf(line);
    if (!titles) return false;
    table.isCsv = true;
    table.header = { ...DEFAULT_TSV_HEADER, ...titles };
    table.row.setHeader(table.header);
    table.kind = this.kindOfHeader();
    return true;
  }

  private readHeaderLine(line: string): void {
    const { table } = this;
    if (line.startsWith("#separator ")) {
      table.header = { ...DEFAULT_TSV_HEADER, separator: unescapeZeek(line.slice(11).trim()) || "\t" };
      table.kind = null;
      return;
    }
    const at = line.indexOf(table.header.separator);
    if (at < 0) return;
    const [word, value] = [line.slice(1, at), line.slice(at + table.header.separator.length)];
    if (word === "set_separator") table.header = { ...table.header, setSeparator: value || "," };
    else if (word === "empty_field") table.header = { ...table.header, emptyField: value };
    else if (word === "unset_field") table.header = { ...table.header, unsetField: value };
    else if (word === "path") table.header = { ...table.header, path: value };
    else if (word === "fields") table.header = { ...table.header, columns: value.split(table.header.separator) };
    else return;
    table.kind = null;
    table.row.setHeader(table.header);
    if (word === "fields") table.kind = this.kindOfHeader();
  }

  private kindOfHeader(): Kind {
    const { table } = this;
    const columns = new Set(table.header.columns);
    const { path } = table.header;
    return this.settle(table, path === null ? this.kindOfColumns(columns) : this.kindNamed(cleanPath(path)));
  }

  private settle(table: Table, kind: Kind): Kind {
    table.kind = kind;
    table.unknown = this.unknownColumns.of(kind.log, table.header.columns);
    for (const column of table.unknown) if (kind.log) this.unknownColumns.note(kind.log, column, 0);
    return kind;
  }

  private readTsvLine(line: string, isWhole: boolean): void {
    const { table } = this;
    const { separator } = table.header;
    const cells = table.isCsv ? cellsOf(line, separator) : line.split(separator);
    const fault = this.cellsFault(cells, isWhole);
    if (fault) {
      this.fail(fault);
      return;
    }
    table.kind ??= this.kindOfHeader();
    table.row.use(cells, this.position);
    for (const column of table.unknown) {
      if (table.kind.log && table.row.text(column) !== null) this.unknownColumns.note(table.kind.log, column, 1);
    }
    this.readRow(table.row, table.kind);
  }

  private cellsFault(cells: readonly string[], isWhole: boolean): RowFault {
    const { table } = this;
    if (table.header.columns.length === 0) {
      const found = headerlessTable(cells);
      if (!found) return malformed("no #fields line says what the columns mean");
      const path = found.isConn ? "conn" : (table.header.path ?? pathInFileName(this.options.fileName) ?? UNNAMED);
      table.header = { ...table.header, path, columns: found.columns };
      table.row.setHeader(table.header);
      // A kind's own reader would take unnamed columns for unset ones.
      if (!found.isConn) this.settle(table, this.kindOf(path, logOfFamily(path)));
    }
    const expected = table.header.columns.length;
    if (cells.length === expected) return null;
    return !isWhole && cells.length < expected
      ? CUT_OFF
      : malformed("the line does not have as many columns as the header");
  }

  private readJsonText(text: string, isWhole: boolean): void {
    const line = zeekLineOf(text);
    if (line) this.readShipped(line, isWhole);
    else this.fail(isWhole ? malformed("the line is not a JSON object") : CUT_OFF);
  }

  private readRecord(record: JsonRecord): void {
    const path = record._path;
    const kind = typeof path === "string" ? this.kindNamed(cleanPath(path)) : this.jsonKind;
    if (kind) {
      this.readJson(record, this.position, kind);
    } else {
      this.undecided.push({ record, position: this.position });
      if (this.undecided.length >= MAX_UNDECIDED) this.decideJson();
    }
  }

  private decideJson(): void {
    const waiting = this.undecided;
    if (waiting.length === 0) return;
    this.undecided = [];
    const columns = new Set(waiting.flatMap(({ record }) => Object.keys(record)));
    this.jsonKind = this.kindOfColumns(columns);
    for (const { record, position } of waiting) this.readJson(record, position, this.jsonKind);
  }

  private readJson(record: JsonRecord, position: number, kind: Kind): void {
    this.unknownColumns.noteRecord(kind.log, record);
    this.json.use(record, position);
    this.readRow(this.json, kind);
  }

  private readRow(row: ZeekRow, { log, report, path }: Kind): void {
    this.records += 1;
    if (!log || !report) {
      const what = path === null ? "a Zeek log of an unknown kind" : `Zeek log kind ${path}`;
      this.draft.ledger.count("ignored", `${what} is not read yet`, row.position);
      return;
    }
    report.at(row);
    const fault = log.read(row, report);
    if (fault) this.draft.ledger.count(fault.outcome, fault.reason, row.position);
    else this.draft.ledger.countParsed();
  }

  private fail(fault: NonNullable<RowFault>): void {
    this.records += 1;
    this.draft.ledger.count(fault.outcome, fault.reason, this.position);
  }

  /** By content; the file's name decides only between what content leaves open. */
  private kindOfColumns(columns: ReadonlySet<string>): Kind {
    const log = logOfColumns(columns);
    const path = log?.path ?? pathInFileName(this.options.fileName);
    // Whatever it is a log of, its records say who talked with whom.
    return this.kindNamed(path ?? (columns.has("id.orig_h") ? UNNAMED : null));
  }

  private kindNamed(path: string | null): Kind {
    return this.kinds.get(path) ?? this.kindOf(path, path === null ? null : (logOfPath(path) ?? logOfFamily(path)));
  }

  private kindOf(path: string | null, log: ZeekLog | null): Kind {
    const kind = { path, log, report: log ? new ZeekReport(this.draft, log.path) : null };
    this.kinds.set(path, kind);
    return kind;
  }
}

/** A path names a kind, in reasons and formats too: anything else in it is replaced. */
const cleanPath = (path: string) =>
  path
    .toLowerCase()
    .replace(/[^a-z0-9_.-]/g, "?")
    .slice(0, 60);

/** Whether the file is a JSON list, or its objects take several lines each; PowerShell writes a byte order mark before it. */
function beginsList(chunk: Uint8Array): boolean {
  return BEGINS_OBJECTS.test(new TextDecoder().decode(chunk.subarray(0, HEAD_BYTES)));
}
