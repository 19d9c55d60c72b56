import { isHostAddress } from "@/lib/domain/address";
import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import type { Match } from "@/lib/protocols/define-decoder";
import { DiscoveryDraft, type Source } from "../collect/discovery-draft";
import { protocolOfPort } from "../collect/protocol-of-port";
import { findDialect } from "../csv/delimiter";
import type { Importer, ImportOptions, ImportParser } from "../define-importer";
import { LineSplitter } from "../text/line-splitter";
import { ObjectSplitter } from "../text/object-splitter";
import { areFlowColumns, type FlowField, flowFieldOf } from "./flow-columns";
import { type FlowRecord, type FlowValues, isSourceInitiator, readFlowRecord } from "./flow-record";
import { vflowRecords } from "./vflow-message";

const SOURCE: Source = { protocol: "netflow", method: "passive" };

/** Adds exported flows up. Both directions of a conversation meet in one flow, whichever is told first. */
class FlowRecords {
  records = 0;
  bytes = 0;
  readonly draft: DiscoveryDraft;

  constructor(options: ImportOptions) {
    this.draft = new DiscoveryDraft(options.limits);
  }

  take(values: FlowValues, line: number): void {
    const record = readFlowRecord(values);
    if (typeof record === "string") {
      this.fail("malformed", record, line);
      return;
    }
    this.records += 1;
    this.draft.ledger.countParsed();
    this.tell(record, line);
  }

  fail(outcome: "malformed" | "ignored" | "truncated", reason: string, line: number): void {
    this.records += 1;
    this.draft.ledger.count(outcome, reason, line);
  }

  private tell(record: FlowRecord, position: number): void {
    const seen = { position, fromUs: record.fromUs, toUs: record.toUs };
    const source = { ip: record.sourceIp, mac: record.sourceMac };
    const destination = { ip: record.destinationIp, mac: record.destinationMac };
    const isForward = isSourceInitiator(record);
    const reversePackets = record.reversePackets ?? 0;
    const fromInitiator = isForward ? record.packets : reversePackets;
    const fromResponder = isForward ? reversePackets : record.packets;
    const { transport, vlan } = record;
    const port = isForward ? record.destinationPort : record.sourcePort;
    const guess = protocolOfPort(transport, port);
    this.draft.flow(seen, {
      initiator: isForward ? source : destination,
      responder: isForward ? destination : source,
      transport,
      port,
      protocol: guess ?? "unknown",
      evidence: "port-only",
      vlan,
      packets: fromInitiator + fromResponder,
      packetsFromResponder: fromResponder,
      bytes: record.bytes + record.reverseBytes,
      bytesFromResponder: isForward ? record.reverseBytes : record.bytes,
    });
    // That the other end answered shows where both directions are known; an exporter's flow of one is no conversation.
    const conversed = record.packets > 0 && (reversePackets > 0 || (record.flags?.ack ?? false));
    for (const [end, sent, received] of [
      [source, record.packets, reversePackets],
      [destination, reversePackets, record.packets],
    ] as const) {
      if (!isHostAddress(end.ip)) continue;
      const subject = { mac: end.mac, ip: end.ip, child: null };
      this.draft.sighting(SOURCE, seen, subject, { sent, received, conversed: conversed && sent > 0, vlan });
    }
    const answered = transport === "tcp" ? fromResponder > 0 && (record.flags?.ack ?? true) : fromResponder > 0;
    const responder = isForward ? record.destinationIp : record.sourceIp;
    if (answered && port !== null && guess !== null && isHostAddress(responder)) {
      const subject = { mac: null, ip: responder, child: null };
      this.draft.service(SOURCE, seen, subject, { transport, port, service: guess, evidence: "port-only" });
    }
  }
}

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
      const values = valuesOf(record);
      if (isStatistics(values)) this.flows.fail("ignored", "the exporter's word on itself", line);
      else this.flows.take(values, line);
    }
  }
}

/** No addresses at all: nfdump's "STAT" rows, option records of exporters. */
const isStatistics = (values: FlowValues) => values.sourceIp === undefined && values.destinationIp === undefined;

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
      this.delimiter = findDialect(line).delimiter;
      this.columns = this.cells(line).map(flowFieldOf);
      return;
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
  title: "NetFlow or IPFIX records (JSON, CSV)",
  recognise: recogniseFlows,
  open: (options) => new FlowFormat(options),
};

/** Chooses between JSON and CSV by the first character that is no space. */
class FlowFormat implements ImportParser {
  private parser: ImportParser | null = null;

  constructor(private readonly options: ImportOptions) {}

  get records(): number {
    return this.parser?.records ?? 0;
  }

  push(chunk: Uint8Array): void {
    this.parser ??= this.open(chunk);
    this.parser.push(chunk);
  }

  finish(): DiscoveryResult {
    this.parser ??= new FlowCsvParser(this.options);
    return this.parser.finish();
  }

  private open(first: Uint8Array): ImportParser {
    const isObject = isJson(new TextDecoder().decode(first.subarray(0, 1_024)).replace(/^\ufeff/, ""));
    return isObject ? new FlowJsonParser(this.options) : new FlowCsvParser(this.options);
  }
}
