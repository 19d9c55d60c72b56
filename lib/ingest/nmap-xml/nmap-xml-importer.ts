import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import { countOf } from "@/lib/domain/say-count";
import { GuardedXml } from "@/lib/domain/xml/guarded-xml";
import { DiscoveryDraft, type Seen } from "../collect/discovery-draft";
import { ScanBindings } from "../collect/scan-bindings";
import type { Importer, ImportOptions, ImportParser } from "../define-importer";
import { HostBuilder } from "./host-builder";
import type { NmapHost } from "./nmap-host";
import { reportAlive, reportFindings, reportHost } from "./report-host";
import type { ScriptResult } from "./script-node";
import { readScript } from "./scripts/registry";
import { UnreadScripts } from "./unread-scripts";

/** A record is one `<host>`; positions are host numbers. */
class NmapXmlParser implements ImportParser {
  records = 0;
  private bytes = 0;
  private readonly draft: DiscoveryDraft;
  private readonly bindings = new ScanBindings();
  private readonly unread = new UnreadScripts();
  private readonly builder = new HostBuilder({
    host: (host) => this.take(host, false),
    globalScript: (result) => this.takeGlobal(result),
  });
  private readonly xml = new GuardedXml(["nmaprun"], "The nmap file", this.builder);

  constructor(options: ImportOptions) {
    this.draft = new DiscoveryDraft(options.limits);
  }

  push(chunk: Uint8Array): void {
    this.bytes += chunk.length;
    this.xml.push(chunk);
  }

  finish(): DiscoveryResult {
    const { isComplete, fault } = this.xml.finish();
    const unfinished = this.builder.takeUnfinished();
    if (unfinished) this.take(unfinished, true);
    const { warnings } = this.draft;
    if (fault !== null)
      warnings.push(`The XML is damaged (${fault}); the ${this.records} hosts before that were read.`);
    else if (!isComplete)
      warnings.push(
        `The file ends before the scan does; ${countOf(this.records, "host")} in it ${this.records === 1 ? "was" : "were"} read.`,
      );
    if (this.builder.errorMessage) warnings.push("nmap itself reported that the scan failed, so hosts may be missing.");
    const unread = this.unread.warning();
    if (unread !== null) warnings.push(unread);
    this.bindings.finish(this.draft, "nmap scan", (ip, seen) => reportAlive(ip, seen, this.draft));
    return this.draft.finish({ format: "nmap-xml", bytes: this.bytes });
  }

  private take(host: NmapHost, isCut: boolean): void {
    this.records += 1;
    for (const script of host.scripts) this.unread.note(script);
    for (const port of host.ports) for (const script of port.scripts) this.unread.note(script);
    const fault = reportHost(host, this.seenOf(host), this.draft, this.bindings);
    const { ledger } = this.draft;
    if (isCut) ledger.count("truncated", "the file ends within this host; what was there was read", this.records);
    else if (fault) ledger.count(fault.outcome, fault.reason, this.records);
    else ledger.countParsed();
  }

  private takeGlobal(result: ScriptResult): void {
    this.unread.note(result);
    const seen = { position: this.records + 1, fromUs: this.builder.scanStartUs, toUs: null };
    const { draft, bindings } = this;
    reportFindings(result.id, readScript(result), {
      subject: { mac: null, ip: null, child: null },
      seen,
      draft,
      bindings,
    });
  }

  private seenOf(host: NmapHost): Seen {
    const fromUs = host.startUs ?? this.builder.scanStartUs;
    return { position: this.records, fromUs, toUs: host.endUs };
  }
}

export const nmapXmlImporter: Importer = {
  name: "nmap-xml",
  title: "nmap scan (XML)",
  recognise(head) {
    const text = new TextDecoder().decode(head);
    return /^\ufeff?\s*(?:<\?xml|<!--|<!DOCTYPE|<nmaprun)/.test(text) && /<nmaprun[\s>]/.test(text) ? "certain" : "no";
  },
  open: (options) => new NmapXmlParser(options),
};
