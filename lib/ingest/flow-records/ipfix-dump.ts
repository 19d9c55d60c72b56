import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import type { ImportOptions, ImportParser } from "../define-importer";
import { LineSplitter } from "../text/line-splitter";
import { flowFieldOf } from "./flow-columns";
import type { FlowValues } from "./flow-record";
import { FlowRecords } from "./flow-records";

/** Of libfixbuf's ipfixDump: "\t(152)    flowStartMilliseconds : 2026-…", with the enterprise before the number. */
const FIELD = /^\t\((?:\d+\/)?\d+\)(?: \(S\))?\s+(\w+)\s*:(.*)$/;
const RECORD = /^--- data record \d+ ---/;

export const isIpfixDump = (text: string): boolean =>
  /^--- (?:Message Header|template record|options template record|data record \d+) ---/.test(text.trimStart());

/**
 * IPFIX as ipfixDump prints it: a block for each record, a line for each field. What stands in lists of a record is
 * indented further, and no part of the flow itself. Positions are the lines on which the records begin.
 */
export class IpfixDumpParser implements ImportParser {
  private readonly flows: FlowRecords;
  private readonly lines: LineSplitter;
  private record: { readonly values: FlowValues; readonly line: number } | null = null;
  private isCut = false;

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
    this.endRecord();
    return this.flows.draft.finish({ format: "flow records", bytes: this.flows.bytes });
  }

  private read(line: string, isWhole: boolean): void {
    if (!isWhole) this.isCut = true;
    if (line.startsWith("--- ")) {
      this.endRecord();
      if (RECORD.test(line)) this.record = { values: {}, line: this.lines.number };
      return;
    }
    const [, name, value = ""] = (this.record && FIELD.exec(line)) ?? [];
    const field = name === undefined ? null : flowFieldOf(name);
    const text = value.trim();
    if (field !== null && this.record && text !== "") this.record.values[field] ??= text;
  }

  private endRecord(): void {
    if (!this.record) return;
    const { values, line } = this.record;
    this.record = null;
    if (this.isCut) this.flows.fail("truncated", "the last record is cut off", line);
    else this.flows.takeUnlessStatistics(values, line);
  }
}
