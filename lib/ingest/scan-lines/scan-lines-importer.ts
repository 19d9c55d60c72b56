import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import type { Match } from "@/lib/protocols/define-decoder";
import { splitProductVersion } from "@/lib/protocols/framing/product-version";
import { DiscoveryDraft, type Seen, type Source } from "../collect/discovery-draft";
import { type MasscanBanner, readMasscanBanner } from "../collect/masscan-banner";
import type { Importer, ImportOptions, ImportParser } from "../define-importer";
import { serviceName } from "../nmap-xml/service-name";
import { LineSplitter } from "../text/line-splitter";
import { type LinePort, readScanLine, type ScanLine } from "./scan-line";

/** Lines that are looked at to know the form. */
const HEAD_LINES = 40;
const COMMENT = /^#/;
/** Of each scan, when several were appended to a file. */
const SCAN_BEGINS = /^# Nmap .* scan initiated /i;
/** `-Pn` and its older names: hosts are taken for up, and nobody asked. */
const ASSUMES_UP = /\s-P[n0ND]\b/;

/** A record is a line that is no comment. */
class ScanLinesParser implements ImportParser {
  records = 0;
  private bytes = 0;
  private assumesUp = false;
  private readonly draft: DiscoveryDraft;
  private readonly tools = new Set<string>();
  private readonly lines = new LineSplitter(
    (line) => this.readLine(line.trimEnd()),
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
    const format = this.tools.size === 1 ? `${[...this.tools].join()} lines` : "scan-lines";
    return this.draft.finish({ format, bytes: this.bytes });
  }

  private readLine(line: string): void {
    if (line === "") return;
    if (COMMENT.test(line)) {
      if (SCAN_BEGINS.test(line)) this.assumesUp = ASSUMES_UP.test(line);
      return;
    }
    const read = readScanLine(line);
    if (read === "closed") this.fail("ignored", "no port of the record is open");
    else if (read === "no-address") this.fail("malformed", "the record has no readable address");
    else if (read === "unknown") this.fail("malformed", "the line is no scanner's record");
    else if (read.status !== null && read.status !== "Up") this.fail("ignored", "the host is down");
    else if (read.status !== null && this.assumesUp)
      this.fail("ignored", "the host was only assumed to be up (-Pn); its ports tell whether it answered");
    else if (read.status === null && read.ports.length === 0) this.fail("ignored", "no port of the record is open");
    else this.take(read);
  }

  private take({ tool, ip, hostname, timeUs, os, ports }: ScanLine): void {
    this.records += 1;
    this.tools.add(tool);
    this.draft.ledger.countParsed();
    const seen: Seen = { position: this.lines.number, fromUs: timeUs, toUs: null };
    const subject = { mac: null, ip, child: null };
    const source = (word: string): Source => ({ protocol: word, method: "active" });
    this.draft.sighting(source(`${tool} scan`), seen, subject, { sent: 1, received: 1, conversed: true });
    if (hostname !== null)
      this.draft.identity(source(`${tool} dns`), seen, subject, { field: "name", value: hostname, inferred: true });
    if (os !== null)
      this.draft.identity(source(`${tool} os`), seen, subject, { field: "os", value: os, inferred: true });
    for (const port of ports) {
      const told = tool === "masscan" ? readMasscanBanner(port.service, port.banner) : nmapVersion(port);
      this.draft.service(source(`${tool} port`), seen, subject, servicePart(port, told));
      if (told.title !== null)
        this.draft.identity(source("http title"), seen, subject, { field: "description", value: told.title });
    }
  }

  private fail(outcome: "malformed" | "ignored", reason: string): void {
    this.records += 1;
    this.draft.ledger.count(outcome, reason, this.lines.number);
  }
}

/** nmap writes what it found out about the program where masscan has a banner. */
function nmapVersion({ service, banner }: LinePort): MasscanBanner {
  const stated = banner === null ? null : splitProductVersion(banner);
  return { service, product: stated?.product ?? null, version: stated?.version ?? null, title: null };
}

function servicePart({ transport, port, isTls, isProbed }: LinePort, { service, product, version }: MasscanBanner) {
  const name = serviceName(service, isProbed, isTls, transport, port);
  return {
    transport,
    port,
    service: name,
    evidence: isProbed && name !== "unknown" ? ("scan" as const) : ("port-only" as const),
    product,
    version,
  };
}

function recogniseLines(head: Uint8Array): Match {
  for (const line of new TextDecoder().decode(head).split(/\r?\n/, HEAD_LINES)) {
    if (line.trim() === "" || COMMENT.test(line)) continue;
    return readScanLine(line.trimEnd()) === "unknown" ? "no" : "certain";
  }
  return "no";
}

/** Results of nmap (`-oG`), masscan (`-oG`, `-oL`, or what it prints) and RustScan in lines. */
export const scanLinesImporter: Importer = {
  name: "scan-lines",
  title: "nmap, masscan or RustScan result (lines)",
  recognise: (head) => recogniseLines(head),
  open: (options) => new ScanLinesParser(options),
};
