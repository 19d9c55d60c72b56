import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import { GuardedXml, type XmlEnd } from "@/lib/domain/xml/guarded-xml";
import { XmlDocuments } from "@/lib/domain/xml/xml-documents";
import { DiscoveryDraft, type Seen } from "../collect/discovery-draft";
import { ScanBindings } from "../collect/scan-bindings";
import type { Importer, ImportOptions, ImportParser } from "../define-importer";
import { HostBuilder } from "./host-builder";
import type { NmapHost } from "./nmap-host";
import { reportAlive, reportFindings, reportHost } from "./report-host";
import { ScanEnds } from "./scan-ends";
import type { ScriptResult } from "./script-node";
import { readScript } from "./scripts/registry";
import { UnreadScripts } from "./unread-scripts";

/** A record is one `<host>`; positions are host numbers. Scans that were appended to a file are documents of their own. */
class NmapXmlParser implements ImportParser {
  records = 0;
  private bytes = 0;
  private readonly draft: DiscoveryDraft;
  private readonly bindings = new ScanBindings();
  private readonly unread = new UnreadScripts();
  private readonly ends = new ScanEnds();
  private builder = this.newBuilder();
  private readonly xml = new XmlDocuments(
    () => new GuardedXml(["nmaprun"], "The nmap file", this.builder),
    (end) => this.endScan(end),
  );

  constructor(options: ImportOptions) {
    this.draft = new DiscoveryDraft(options.limits);
  }

  push(chunk: Uint8Array): void {
    this.bytes += chunk.length;
    this.xml.push(chunk);
  }

  finish(): DiscoveryResult {
    this.xml.finish();
    const { warnings } = this.draft;
    for (const told of this.ends.warnings(this.records)) warnings.push(told);
    const unread = this.unread.warning();
    if (unread !== null) warnings.push(unread);
    this.bindings.finish(this.draft, "nmap scan", (ip, seen) => reportAlive(ip, seen, this.draft));
    return this.draft.finish({ format: "nmap-xml", bytes: this.bytes });
  }

  private newBuilder(): HostBuilder {
    return new HostBuilder({
      host: (host) => this.take(host, false),
      globalScript: (result) => this.takeGlobal(result),
    });
  }

  private endScan(end: XmlEnd): void {
    const unfinished = this.builder.takeUnfinished();
    if (unfinished) this.take(unfinished, true);
    this.ends.add(end, this.builder.errorMessage !== null);
    this.builder = this.newBuilder();
  }

  private take(host: NmapHost, isCut: boolean): void {
    this.records += 1;
    for (const script of host.scripts) this.unread.note(script);
    for (const port of host.ports) for (const script of port.scripts) this.unread.note(script);
    const fault = reportHost(host, this.seenOf(host), this.draft, this.bindings);
    const { ledger } = this.draft;
    if (isCut) ledger.count("truncated", "the scan ends within this host; what was there was read", this.records);
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
    const { endUs } = host;
    const startUs = host.startUs ?? this.builder.scanStartUs;
    // masscan states only when a host answered, and as the scan's start, when its file was written.
    const fromUs = startUs !== null && endUs !== null && startUs > endUs ? endUs : startUs;
    return { position: this.records, fromUs, toUs: endUs };
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
