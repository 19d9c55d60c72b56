import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import { countOf } from "@/lib/domain/say-count";
import { DiscoveryDraft, type Seen } from "../collect/discovery-draft";
import { ScanBindings } from "../collect/scan-bindings";
import type { Importer, ImportOptions, ImportParser } from "../define-importer";
import type { NmapHost } from "../nmap-xml/nmap-host";
import { reportAlive, reportFindings, reportHost } from "../nmap-xml/report-host";
import type { ScriptResult } from "../nmap-xml/script-node";
import { readScript } from "../nmap-xml/scripts/registry";
import { UnreadScripts } from "../nmap-xml/unread-scripts";
import { LineSplitter } from "../text/line-splitter";
import { TextHosts } from "./text-host";

const IS_BEGINNING = /^(?:# Nmap .* scan initiated |Starting Nmap )/i;
const IS_END = /^(?:# )?Nmap (?:done|run completed)/i;
const IS_REPORT = /^(?:Nmap scan report for|Interesting ports on) /m;

/** A record is the report of a host; positions are the lines on which they begin. */
class NmapTextParser implements ImportParser {
  records = 0;
  private bytes = 0;
  /** Scans of the file: each was appended to the one before. */
  private begun = 0;
  private ended = 0;
  private readonly draft: DiscoveryDraft;
  private readonly bindings = new ScanBindings();
  private readonly unread = new UnreadScripts();
  private readonly hosts = new TextHosts({
    host: (host, line) => this.take(host, line),
    globalScript: (result, line) => this.takeGlobal(result, line),
  });
  private readonly lines = new LineSplitter(
    (line) => this.readLine(line.trimEnd()),
    () => this.fail("malformed", "the line is longer than 1 MiB", this.lines.number),
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
    this.hosts.finish();
    const { warnings } = this.draft;
    const read = `${countOf(this.records, "host")} in it ${this.records === 1 ? "was" : "were"} read`;
    if (this.begun > 1 && this.ended < this.begun)
      warnings.push(`Not all of the ${this.begun} scans in the file were finished; ${read}.`);
    else if (this.ended === 0) warnings.push(`The file ends before the scan does; ${read}.`);
    // The text names the time of the scanner's own clock and no time zone: it is left out.
    warnings.push(
      "nmap's text tells no time that could be placed; its XML (-oX) does, and holds more of what scripts said.",
    );
    const unread = this.unread.warning();
    if (unread !== null) warnings.push(unread);
    this.bindings.finish(this.draft, "nmap scan", (ip, seen) => reportAlive(ip, seen, this.draft));
    return this.draft.finish({ format: "nmap-text", bytes: this.bytes });
  }

  private readLine(line: string): void {
    if (IS_END.test(line)) this.ended += 1;
    else if (IS_BEGINNING.test(line)) this.begun += 1;
    this.hosts.read(line, this.lines.number);
  }

  private take(host: NmapHost, line: number): void {
    for (const script of host.scripts) this.unread.note(script);
    for (const port of host.ports) for (const script of port.scripts) this.unread.note(script);
    const fault = reportHost(host, seenAt(line), this.draft, this.bindings);
    if (fault) {
      this.fail(fault.outcome, fault.reason, line);
      return;
    }
    this.records += 1;
    this.draft.ledger.countParsed();
  }

  private takeGlobal(result: ScriptResult, line: number): void {
    this.unread.note(result);
    const { draft, bindings } = this;
    const subject = { mac: null, ip: null, child: null };
    reportFindings(result.id, readScript(result), { subject, seen: seenAt(line), draft, bindings });
  }

  private fail(outcome: "malformed" | "ignored" | "truncated", reason: string, line: number): void {
    this.records += 1;
    this.draft.ledger.count(outcome, reason, line);
  }
}

const seenAt = (position: number): Seen => ({ position, fromUs: null, toUs: null });

/** What nmap prints, or writes with `-oN`. */
export const nmapTextImporter: Importer = {
  name: "nmap-text",
  title: "nmap scan (text)",
  recognise(head) {
    const text = new TextDecoder().decode(head);
    return /^\ufeff?\s*(?:# )?(?:Starting )?(?:Nmap|Interesting ports)\b/i.test(text) && IS_REPORT.test(text)
      ? "certain"
      : "no";
  },
  open: (options) => new NmapTextParser(options),
};
