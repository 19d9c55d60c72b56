import type { AffectedProduct, StatedRange, VulnerabilityRecord } from "@/lib/domain/software/affected-product";
import { parsePackageUrl } from "@/lib/domain/software/package-url";
import { type Json, listOf, member, parseJson, textOf, textOrNull, textsOf } from "./json-document";
import { type KnowledgeLedger, LedgerDraft } from "./ledger";

const MAX_VERSIONS = 20_000;
const ECOSYSTEMS: Readonly<Record<string, string | null>> = {
  // OSV's own projects: the versions are the project's.
  "oss-fuzz": null,
  pypi: "pypi",
  npm: "npm",
  maven: "maven",
  go: "golang",
  "crates.io": "cargo",
  nuget: "nuget",
  packagist: "composer",
  rubygems: "gem",
  debian: "deb",
  ubuntu: "deb",
  alpine: "apk",
  "red hat": "rpm",
  suse: "rpm",
  rockylinux: "rpm",
  almalinux: "rpm",
};

/** OSV records (ossf.github.io/osv-schema): one document, or a list of them. */
export function readOsv(
  bytes: Uint8Array,
  source: string,
): { records: VulnerabilityRecord[]; ledger: KnowledgeLedger } {
  const draft = new LedgerDraft(source);
  const records: VulnerabilityRecord[] = [];
  const whole = parseJson(bytes, source);
  for (const document of Array.isArray(whole) ? whole : [whole]) {
    const id = textOf(member(document, "id"), 100);
    const isRead = id !== "" && Array.isArray(member(document, "affected"));
    draft.record(isRead);
    if (isRead) records.push(readRecord(id, document));
    else draft.note("wrong-shape", id);
  }
  return { records, ledger: draft.get() };
}

function readRecord(id: string, document: Json): VulnerabilityRecord {
  const cve = textsOf(member(document, "aliases"), 60).find((it) => /^CVE-\d{4}-\d{4,}$/.test(it));
  return {
    id: cve ?? id,
    title: textOrNull(member(document, "summary"), 300),
    description: textOf(member(document, "details"), 4_000),
    affected: listOf(member(document, "affected")).slice(0, 500).map(readPackage),
  };
}

function readPackage(affected: Json): AffectedProduct {
  const named = member(affected, "package");
  const ecosystem = textOf(member(named, "ecosystem"), 80).toLowerCase().split(":", 1)[0] as string;
  const purl = parsePackageUrl(textOf(member(named, "purl"), 500));
  const name = textOf(member(named, "name"), 300);
  const ranges: StatedRange[] = [];
  const unread: string[] = [];
  for (const range of listOf(member(affected, "ranges")).slice(0, 1_000)) readEvents(range, ranges, unread);
  const versions = textsOf(member(affected, "versions"), 200).slice(0, MAX_VERSIONS);
  for (const version of versions) {
    const bound = { version, isInclusive: true };
    ranges.push({ status: "affected", raw: version, from: bound, to: bound, isBeginKnown: true });
  }
  return {
    said: "osv",
    sayer: "OSV",
    vendor: null,
    names: [...new Set([name.replace(/^.*[/:]/, ""), ...(purl ? [purl.name] : [])])].filter((it) => it !== ""),
    ecosystem: Object.hasOwn(ECOSYSTEMS, ecosystem)
      ? (ECOSYSTEMS[ecosystem] ?? null)
      : (purl?.type ?? ecosystem) || null,
    defaultStatus: "unknown",
    ranges,
    // Commits need the component's own commit; a list of versions beside them is enough.
    unread: versions.length > 0 ? [] : unread,
  };
}

/** Events in the order of the document: each `introduced` opens a range, the next `fixed` or `last_affected` closes it. */
function readEvents(range: Json, ranges: StatedRange[], unread: string[]): void {
  const events = listOf(member(range, "events")).slice(0, 1_000);
  const isGit = textOf(member(range, "type"), 20).toUpperCase() === "GIT";
  let from: string | null = null;
  const close = (end: string | null, isInclusive: boolean) => {
    if (from === null) return;
    const raw =
      `${from === "0" ? "" : `from ${from} `}${end === null ? "on" : `${isInclusive ? "≤" : "<"} ${end}`}`.trim();
    if (isGit) unread.push(`commits ${raw}`);
    else {
      ranges.push({
        status: "affected",
        raw,
        from: from === "0" ? null : { version: from, isInclusive: true },
        to: end === null ? null : { version: end, isInclusive },
        isBeginKnown: true,
      });
    }
    from = null;
  };
  for (const event of events) {
    const introduced = textOrNull(member(event, "introduced"), 200);
    const fixed = textOrNull(member(event, "fixed"), 200);
    const last = textOrNull(member(event, "last_affected"), 200);
    if (introduced !== null) {
      close(null, false);
      from = introduced;
    } else if (fixed !== null) close(fixed, false);
    else if (last !== null) close(last, true);
  }
  close(null, false);
}
