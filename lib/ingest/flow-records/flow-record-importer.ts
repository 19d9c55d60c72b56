import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import type { Match } from "@/lib/protocols/define-decoder";
import { findDialect } from "../csv/delimiter";
import type { Importer, ImportOptions, ImportParser } from "../define-importer";
import { LineSplitter } from "../text/line-splitter";
import { ObjectSplitter } from "../text/object-splitter";
import { areFlowColumns, type FlowField, flowFieldOf } from "./flow-columns";
import type { FlowValues } from "./flow-record";
import { FlowRecords } from "./flow-records";
import { IpfixDumpParser, isIpfixDump } from "./ipfix-dump";
import { nfdumpColumnsOf } from "./nfdump-rows";
import { vflowRecords } from "./vflow-message";
import { beginsYafText, YafTextParser, yafColumnsOf, yafFlowOf } from "./yaf-text";

/** JSON in any layout: a record is an object; nested ones (Logstash's "netflow", yaf's "flows") are looked into. */
class FlowJsonParser implements ImportParser {
  private readonly flows: FlowRecords;
  private readonly splitter: ObjectSplitter;

  constructor(options: ImportOptions) {
    this.flows = new FlowRecords(options);
    const fail = (reason: string) => (line: number) => this.flows.fail("malformed", reason, line);
    this.splitter = new ObjectSplitter(({ text, line }) => this.read(text, line), {
      onTooLong: fail("the record is longer than 1 MiB"),
      onBroken: fail("the record does not end before the next one begins"),
    });
  }

  get records(): number {
    return this.flows.records;
  }

  push(chunk: Uint8Array): void {
    this.flows.bytes += chunk.length;
    this.splitter.push(chunk);
  }

  finish(): DiscoveryResult {
    const rest = this.splitter.finish();
    if (rest) this.flows.fail("truncated", "the last record is cut off", rest.line);
    return this.flows.draft.finish({ format: "flow records", bytes: this.flows.bytes });
  }

  private read(text: string, line: number): void {
    const json = parse(text);
    if (json === null) {
      this.flows.fail("malformed", "the record is not valid JSON", line);
      return;
    }
    const records = vflowRecords(json);
    if (records?.length === 0) this.flows.fail("ignored", "a message without flows", line);
    for (const record of records ?? [json]) {
      this.flows.takeUnlessStatistics(valuesOf(record), line);
    }
  }
}

/** The text as a JSON object; null when it is none. */
function parse(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === "object" && json !== null && !Array.isArray(json) ? (json as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** The fields of an object and of the objects in it, one level deep. */
function valuesOf(json: Readonly<Record<string, unknown>>): FlowValues {
  const values: FlowValues = {};
  for (const [key, value] of Object.entries(json)) {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      for (const [inner, leaf] of Object.entries(value)) put(values, inner, leaf);
    } else put(values, key, value);
  }
  return values;
}

function put(values: FlowValues, name: string, value: unknown): void {
  const field = flowFieldOf(name);
  if (field === null || values[field] !== undefined) return;
  if (typeof value === "string" && value !== "") values[field] = value;
  else if (typeof value === "number") values[field] = String(value);
}

/** CSV with the exporter's titles; nfdump ends it with a summary of its own. */
class FlowCsvParser implements ImportParser {
  private readonly flows: FlowRecords;
  private readonly lines: LineSplitter;
  private delimiter = ",";
  private columns: readonly (FlowField | null)[] | null = null;
  private isSummary = false;

  constructor(options: ImportOptions) {
    this.flows = new FlowRecords(options);
    this.lines = new LineSplitter(
      (line, isWhole) => this.read(line, isWhole),
      () => this.flows.fail("malformed", "the line is longer than 1 MiB", this.lines.number),
    );
  }

  get records(): number {
    return this.flows.records;
  }

  push(chunk: Uint8Array): void {
    this.flows.bytes += chunk.length;
    this.lines.push(chunk);
  }

  finish(): DiscoveryResult {
    this.lines.finish();
    return this.flows.draft.finish({ format: "flow records", bytes: this.flows.bytes });
  }

  private read(line: string, isWhole: boolean): void {
    if (line.trim() === "" || this.isSummary) return;
    if (this.columns === null) {
      const untitled = yafColumnsOf(line) ?? nfdumpColumnsOf(line);
      this.delimiter = yafColumnsOf(line) ? "|" : findDialect(line).delimiter;
      this.columns = untitled ?? this.cells(line).map(flowFieldOf);
      if (!untitled) return;
    }
    if (/^Summary\b/i.test(line)) {
      this.isSummary = true;
      return;
    }
    const cells = this.cells(line);
    if (cells.length < this.columns.length) {
      const fault = isWhole ? "the line has fewer columns than the titles" : "the last line is cut off";
      this.flows.fail(isWhole ? "malformed" : "truncated", fault, this.lines.number);
      return;
    }
    const values: FlowValues = {};
    for (const [at, field] of this.columns.entries()) {
      const cell = cells[at];
      if (field !== null && values[field] === undefined && cell) values[field] = cell;
    }
    this.flows.take(values, this.lines.number);
  }

  private cells(line: string): string[] {
    return line.split(this.delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
  }
}

const isJson = (text: string) => /^\s*[[{]/.test(text);

function recogniseFlows(head: Uint8Array): Match {
  const text = new TextDecoder().decode(head).replace(/^\ufeff/, "");
  if (!isJson(text)) {
    const [title = ""] = text.split(/\r?\n/, 1);
    if (yafFlowOf(title) !== null || isIpfixDump(text)) return "certain";
    if (yafColumnsOf(title) !== null || nfdumpColumnsOf(title) !== null) return "certain";
    return areFlowColumns(title.split(/[,;\t|]/).map((cell) => cell.replaceAll('"', ""))) ? "certain" : "no";
  }
  let match: Match = "no";
  const splitter = new ObjectSplitter(
    ({ text: piece }) => {
      if (match === "no" && areFlowColumns(keysOf(piece))) match = "certain";
    },
    { onTooLong: () => undefined, onBroken: () => undefined },
  );
  splitter.push(head.subarray(0, 16_384));
  return match;
}

function keysOf(text: string): string[] {
  const json = parse(text);
  // Zeek and Suricata are read by importers of their own; pmacct, too, says which event made it write.
  const isEve = json !== null && "event_type" in json && json.event_type !== "purge";
  if (json === null || "uid" in json || isEve || "layers" in json) return [];
  const [first] = vflowRecords(json) ?? [json];
  return Object.entries(first ?? {}).flatMap(([key, value]) =>
    typeof value === "object" && value !== null ? Object.keys(value) : [key],
  );
}

/** NetFlow and IPFIX as nfdump and other collectors print them, in JSON or CSV. */
export const flowRecordImporter: Importer = {
  name: "flow-records",
  title: "NetFlow or IPFIX records (JSON, CSV, text)",
  recognise: recogniseFlows,
  open: (options) => new FlowFormat(options),
};

/** Enough to tell one form from the other. */
const HEAD_BYTES = 32;

/** Chooses between the forms by how the file begins. */
class FlowFormat implements ImportParser {
  private parser: ImportParser | null = null;
  private head = new Uint8Array(0);

  constructor(private readonly options: ImportOptions) {}

  get records(): number {
    return this.parser?.records ?? 0;
  }

  push(chunk: Uint8Array): void {
    if (this.parser) {
      this.parser.push(chunk);
      return;
    }
    const head = new Uint8Array(this.head.length + chunk.length);
    head.set(this.head);
    head.set(chunk, this.head.length);
    this.head = head;
    if (head.length >= HEAD_BYTES) this.begin().push(head);
  }

  finish(): DiscoveryResult {
    if (this.parser) return this.parser.finish();
    const parser = this.begin();
    parser.push(this.head);
    return parser.finish();
  }

  private begin(): ImportParser {
    const { options } = this;
    const text = new TextDecoder().decode(this.head.subarray(0, 1_024)).replace(/^\ufeff/, "");
    if (isJson(text)) this.parser = new FlowJsonParser(options);
    else if (isIpfixDump(text)) this.parser = new IpfixDumpParser(options);
    else this.parser = beginsYafText(text) ? new YafTextParser(options) : new FlowCsvParser(options);
    return this.parser;
  }
}
