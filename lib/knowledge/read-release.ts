import type { Advisory } from "@/lib/domain/advisory/advisory";
import { AppError } from "@/lib/domain/errors";
import type { FeedKind } from "@/lib/domain/knowledge/feed";
import type { LifecycleEntry } from "@/lib/domain/lifecycle/lifecycle";
import type { VulnerabilityRecord } from "@/lib/domain/software/affected-product";
import type { VexDocument } from "@/lib/domain/vex/vex-statement";
import type { CveRecord, FeedFacts, KevEntry } from "@/lib/domain/vulnerability/cve-facts";
import { readCsaf } from "./csaf/read-csaf";
import type { KnowledgeLedger, KnowledgeNoteCode } from "./ledger";
import { readLifecycle } from "./lifecycle/read-lifecycle";
import { readCve } from "./read-cve";
import { readEpss } from "./read-epss";
import { readKev } from "./read-kev";
import { readOsv } from "./read-osv";
import { readVex } from "./vex/read-vex";

export interface FeedFile {
  readonly feed: FeedKind;
  readonly name: string;
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

/** What was met while a feed was read; every kind of it once, with its count. */
export interface FeedSummary {
  readonly feed: FeedKind;
  readonly files: number;
  readonly records: number;
  readonly problems: readonly { readonly what: string; readonly count: number; readonly example: string | null }[];
}

export interface PublicKnowledge {
  /** By id; of two documents with one id the later released counts. */
  readonly advisories: ReadonlyMap<string, ReadAdvisory>;
  readonly facts: FeedFacts;
  /** Which versions of software each vulnerability is in, by id; CVE records first, OSV where there is none. */
  readonly affected: ReadonlyMap<string, VulnerabilityRecord>;
  /** Documents of exploitability statements, all revisions of each. */
  readonly vex: readonly VexDocument[];
  /** End dates of products, as lists say them; later rows count where two are about the same. */
  readonly lifecycle: readonly LifecycleEntry[];
  readonly report: readonly FeedSummary[];
}

export interface ReadAdvisory {
  readonly advisory: Advisory;
  /** Of its file. */
  readonly sha256: string;
}

const PROBLEM_WORDS: Readonly<Record<KnowledgeNoteCode, string>> = {
  "not-json": "a line that is no JSON",
  "too-large": "a document that is too large",
  "too-deep": "a document that is nested too deep",
  "too-many": "more entries than are read",
  "wrong-shape": "an entry of unknown form",
  "wrong-kind": "a document of another kind",
  "unreadable-range": "a version range that cannot be read",
  "source-conflict": "a version range and a product name that contradict each other",
  "missing-status": "a product that stands in no status list",
  "no-status": "a statement without a status that is known",
  "missing-reason": "a product that is said to be not affected without a reason",
  "unknown-product": "a status for a product that is not in the tree",
  "damaged-text": "text that was damaged at its source",
  duplicate: "a document that is there twice",
  "no-version": "a product without a version",
  "changed-in-silence": "a document that changed without a new revision",
  "unreadable-date": "a date that cannot be read",
  "unreadable-number": "a number that cannot be read",
};

/** Reads all files of a release. Never throws on what a file holds: what cannot be read is counted and left out. */
export function readRelease(files: Iterable<FeedFile>): PublicKnowledge {
  const advisories = new Map<string, ReadAdvisory>();
  const kev = new Map<string, KevEntry>();
  const epss = new Map<string, number>();
  const records = new Map<string, CveRecord>();
  const affected = new Map<string, VulnerabilityRecord>();
  const vex: VexDocument[] = [];
  const lifecycle: LifecycleEntry[] = [];
  const report = new ReportDraft();
  for (const file of files) {
    try {
      const ledger = readFile(file);
      if (ledger) report.add(file.feed, ledger);
      else report.addUnread(file.feed);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      report.addFailure(file.feed, error.message);
    }
  }
  return { advisories, facts: { kev, epss, records }, affected, vex, lifecycle, report: report.get() };

  function readFile({ feed, name, sha256, bytes }: FeedFile): KnowledgeLedger | null {
    if (feed === "csaf") {
      const { advisory, ledger } = readCsaf(bytes, name);
      const known = advisory && advisories.get(advisory.id);
      if (advisory && (!known || (advisory.releasedMs ?? 0) >= (known.advisory.releasedMs ?? 0))) {
        advisories.set(advisory.id, { advisory, sha256 });
      }
      return ledger;
    }
    if (feed === "kev") {
      const { entries, ledger } = readKev(bytes, name);
      for (const entry of entries) kev.set(entry.cve, entry);
      return ledger;
    }
    if (feed === "epss") {
      const { scores, ledger } = readEpss(bytes, name);
      for (const [cve, score] of scores) epss.set(cve, score);
      return ledger;
    }
    if (feed === "cve") {
      const read = readCve(bytes, name);
      for (const record of read.records) {
        records.set(record.id, record);
        addAffected(record);
      }
      return read.ledger;
    }
    if (feed === "osv") {
      const read = readOsv(bytes, name);
      for (const record of read.records) addAffected(record);
      return read.ledger;
    }
    if (feed === "lifecycle") {
      const read = readLifecycle(bytes, name);
      for (const entry of read.entries) lifecycle.push(entry);
      return read.ledger;
    }
    if (feed === "vex") {
      const { document, ledger } = readVex(bytes, name);
      if (document) vex.push(document);
      return ledger;
    }
    return null;
  }

  /** What several feeds say of one vulnerability is one record. */
  function addAffected(record: VulnerabilityRecord): void {
    const known = affected.get(record.id);
    affected.set(record.id, known ? { ...known, affected: [...known.affected, ...record.affected] } : record);
  }
}

class ReportDraft {
  private readonly feeds = new Map<
    FeedKind,
    { files: number; records: number; problems: Map<string, { count: number; example: string | null }> }
  >();

  add(feed: FeedKind, { records, notes, source }: KnowledgeLedger): void {
    const of = this.of(feed);
    of.files++;
    of.records += records;
    for (const { code, count, example } of notes)
      this.problem(feed, PROBLEM_WORDS[code], count, `${source}: ${example}`);
  }

  addUnread(feed: FeedKind): void {
    this.of(feed).files++;
  }

  addFailure(feed: FeedKind, message: string): void {
    this.of(feed).files++;
    this.problem(feed, "a file that cannot be read", 1, message);
  }

  get(): FeedSummary[] {
    return [...this.feeds].map(([feed, { files, records, problems }]) => ({
      feed,
      files,
      records,
      problems: [...problems].map(([what, rest]) => ({ what, ...rest })).sort((a, b) => b.count - a.count),
    }));
  }

  private of(feed: FeedKind) {
    const known = this.feeds.get(feed) ?? { files: 0, records: 0, problems: new Map() };
    this.feeds.set(feed, known);
    return known;
  }

  private problem(feed: FeedKind, what: string, count: number, example: string): void {
    const { problems } = this.of(feed);
    const known = problems.get(what);
    if (known) known.count += count;
    else problems.set(what, { count, example: example.slice(0, 300) });
  }
}
