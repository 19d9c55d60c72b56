import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import type { Match } from "@/lib/protocols/define-decoder";
import { splitProductVersion } from "@/lib/protocols/framing/product-version";
import { certificateFacts } from "../collect/certificate-facts";
import { DiscoveryDraft, type Seen, type Source } from "../collect/discovery-draft";
import { protocolOfPort } from "../collect/protocol-of-port";
import { ScanBindings } from "../collect/scan-bindings";
import type { Importer, ImportOptions, ImportParser } from "../define-importer";
import { LineSplitter } from "../text/line-splitter";
import type { ScanPort } from "./scan-port";
import { readScanRecord, type ScanRecord } from "./scan-record";

/** A record is one JSON object; masscan puts them into a list, one to a line. Positions are lines. */
class ScanJsonParser implements ImportParser {
  records = 0;
  private bytes = 0;
  private readonly draft: DiscoveryDraft;
  private readonly tools = new Set<string>();
  private readonly bindings = new ScanBindings();
  private readonly lines = new LineSplitter(
    (line, isWhole) => this.readLine(line, isWhole),
    () => this.fail("malformed", "the line is longer than 1 MiB"),
  );

  constructor(options: ImportOptions) {
    this.draft = new DiscoveryDraft(options.limits);
  }

  push(chunk: Uint8Array): void {
    this.bytes += chunk.length;
    this.lines.push(chunk);
  }

  finish(): DiscoveryResult {
    this.lines.finish();
    this.bindings.finish(this.draft, "scan");
    const format = this.tools.size === 1 ? [...this.tools].join() : "scan-json";
    return this.draft.finish({ format, bytes: this.bytes });
  }

  private readLine(line: string, isWhole: boolean): void {
    const objects = objectsOf(line);
    if (objects === null)
      this.fail(
        isWhole ? "malformed" : "truncated",
        isWhole ? "the line is not valid JSON" : "the last line is cut off",
      );
    else for (const value of objects) this.readObject(value);
  }

  private readObject(value: unknown): void {
    const record = readScanRecord(value);
    if (record === "unknown") this.fail("malformed", "the object is no scanner's record");
    else if (record === "no-address") this.fail("malformed", "the record has no readable address");
    else if (record === "closed") this.fail("ignored", "no port of the record is open");
    else this.take(record);
  }

  private take({ tool, ip, hostname, mac, timeUs, ports }: ScanRecord): void {
    this.records += 1;
    this.tools.add(tool);
    this.draft.ledger.countParsed();
    const seen: Seen = { position: this.lines.number, fromUs: timeUs, toUs: null };
    const subject = { mac: null, ip, child: null };
    const source = (word: string): Source => ({ protocol: word, method: "active" });
    this.draft.sighting(source(`${tool} scan`), seen, subject, { sent: 1, received: 1, conversed: true });
    if (hostname) this.draft.identity(source("dns"), seen, subject, { field: "name", value: hostname, inferred: true });
    if (mac !== null) this.bindings.add(mac, ip, seen, "scan");
    for (const port of ports) {
      this.draft.service(source(`${tool} port`), seen, subject, servicePart(port));
      if (port.title)
        this.draft.identity(source("http title"), seen, subject, { field: "description", value: port.title });
      for (const { as, ...fact } of port.facts ?? []) this.draft.identity(source(`${tool} ${as}`), seen, subject, fact);
      for (const [field, value] of port.certificate ? certificateFacts(port.certificate) : [])
        this.draft.identity(source("x509 certificate"), seen, subject, { field, value });
    }
  }

  private fail(outcome: "malformed" | "ignored" | "truncated", reason: string): void {
    this.records += 1;
    this.draft.ledger.count(outcome, reason, this.lines.number);
  }
}

function servicePart({ transport, port, service, product, version, flags }: ScanPort) {
  const split = splitProductVersion(product ?? "");
  return {
    transport,
    port,
    service: service ?? protocolOfPort(transport, port) ?? "unknown",
    evidence: service === null ? ("port-only" as const) : ("scan" as const),
    product: split?.product ?? null,
    version: version ?? split?.version ?? null,
    flags,
  };
}

/** The objects on a line, without the brackets and commas of the list around them; null when it is no JSON. */
function objectsOf(line: string): readonly unknown[] | null {
  const body = line.trim();
  // masscan ends old lists with a line that is not JSON.
  if (body === "" || body === "[" || body === "]" || body === "," || /^\{finished:\s*1\}$/.test(body)) return [];
  try {
    const value: unknown = JSON.parse(isList(body) ? body : withoutListMarks(body));
    return Array.isArray(value) ? value : [value];
  } catch {
    return null;
  }
}

/** Its ends are looked for one by one: a search for blanks before them begins anew at each blank of a long line. */
function withoutListMarks(body: string): string {
  const start = body.startsWith("[") || body.startsWith(",") ? 1 : 0;
  let end = body.length;
  while (end > start && (body[end - 1] === "]" || body[end - 1] === ",")) end -= 1;
  return body.slice(start, end);
}

const isList = (body: string) => body.startsWith("[") && body.endsWith("]");

function recogniseScan(head: Uint8Array): Match {
  const text = new TextDecoder().decode(head);
  for (const line of text.split(/\r?\n/, 5)) {
    const [first] = objectsOf(line) ?? [];
    if (first !== undefined) return readScanRecord(first) === "unknown" ? "no" : "certain";
  }
  return "no";
}

/** Results of masscan, naabu, httpx, tlsx and zgrab2 in JSON. */
export const scanJsonImporter: Importer = {
  name: "scan-json",
  title: "masscan, naabu, httpx, tlsx or zgrab2 result (JSON)",
  recognise: (head) => recogniseScan(head),
  open: (options) => new ScanJsonParser(options),
};
