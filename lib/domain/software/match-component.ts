import type { AffectedProduct, StatedRange, VersionBound, VulnerabilityRecord } from "./affected-product";
import type { Component } from "./component";
import { nameKey, parseCpe, projectOf, projectsOf } from "./component-name";
import { compareComponentVersions, isVersion, type VersionType, versionTypeOf } from "./component-version";
import { parsePackageUrl } from "./package-url";

export type ComponentVerdictKind = "affected" | "not_affected" | "possible";

/** What one vulnerability means for one component, with the reason in a sentence. */
export interface ComponentVerdict {
  readonly id: string;
  readonly kind: ComponentVerdictKind;
  readonly why: string;
  /** Range as written that decided; null when none did. */
  readonly range: string | null;
  /** Who said so. */
  readonly sayer: string | null;
  /** First version without it, as far as the record says. */
  readonly fixedIn: string | null;
  /** The record's own limits that a bill cannot tell ("only on MIPS"), in its words. */
  readonly conditions: readonly string[];
}

/** Vulnerabilities by project; built once for all bills. */
export interface ComponentIndex {
  readonly byProject: ReadonlyMap<string, readonly VulnerabilityRecord[]>;
}

export function buildComponentIndex(records: Iterable<VulnerabilityRecord>): ComponentIndex {
  const byProject = new Map<string, VulnerabilityRecord[]>();
  for (const record of records) {
    const projects = new Set(record.affected.flatMap(({ names }) => names.map(projectOf)));
    for (const project of projects) {
      if (project === "") continue;
      const known = byProject.get(project);
      if (known) known.push(record);
      else byProject.set(project, [record]);
    }
  }
  return { byProject };
}

/** Every vulnerability that is said of a project of this component's name; none that only shares words. */
export function matchComponent(component: Component, { byProject }: ComponentIndex): ComponentVerdict[] {
  const records = new Map<string, VulnerabilityRecord>();
  for (const project of projectsOf(component)) {
    for (const record of byProject.get(project) ?? []) records.set(record.id, record);
  }
  return [...records.values()].map((record) => judgeComponent(component, record));
}

/** What the record means for the component. */
export function judgeComponent(component: Component, record: VulnerabilityRecord): ComponentVerdict {
  const projects = projectsOf(component);
  const purl = component.purl === null ? null : parsePackageUrl(component.purl);
  const project = [...projects][0] ?? "";
  const type = versionTypeOf(purl?.type ?? null, projects.has("openssl") ? "openssl" : project);
  const about = record.affected.filter((it) => it.names.some((name) => projects.has(projectOf(name))));
  const say = (
    kind: ComponentVerdictKind,
    why: string,
    rest: Partial<Pick<Word, "range" | "sayer" | "fixedIn">> = {},
  ): ComponentVerdict => ({
    id: record.id,
    kind,
    why,
    range: rest.range ?? null,
    sayer: rest.sayer ?? null,
    fixedIn: rest.fixedIn ?? null,
    conditions: kind === "not_affected" ? [] : conditionsOf(record.description),
  });
  if (about.length === 0) return say("not_affected", "the record names other products only");

  const otherwiseNamed = namedByItsOwner(record, projects);
  if (otherwiseNamed !== null && about.every((it) => it.said === "adp")) {
    return say(
      "not_affected",
      `its CNA names ${otherwiseNamed}; only the CPE that ${about[0]?.sayer ?? "another"} added has this component's name`,
    );
  }
  const ownPackage = about.filter((it) => !isOfAnotherPackage(it, projects));
  if (ownPackage.length === 0) return say("not_affected", "the versions that it lists are of another package");
  const fitting = ownPackage.filter((it) => fitsEcosystem(it, purl?.type ?? null));
  if (fitting.length === 0) {
    return say(
      "possible",
      `it is said of ${[...new Set(ownPackage.map((it) => it.ecosystem))].join(", ")} packages; whether this build has it cannot be told`,
    );
  }
  if (component.version === null || component.version === "") {
    return say("possible", "the bill names no version of this component");
  }
  if (type !== "lexicographic" && type !== "datetime" && !isVersion(component.version)) {
    return say("possible", `the bill's version “${component.version}” names no release, so it cannot be compared`);
  }
  const words = wordsOf(fitting, component.version, type);
  const settled = settle(words);
  if (settled.kind === "affected") {
    const stranger = strangeVendor(fitting, component, projects);
    if (stranger !== null) {
      return say(
        "possible",
        `the versions fit, but the record names ${stranger} as the maker, and the bill another`,
        settled,
      );
    }
    if (purl !== null && ["deb", "rpm", "apk"].includes(purl.type) && fitting.every((it) => it.ecosystem === null)) {
      return say(
        "possible",
        `${settled.why}; a distribution may have put the fix into its own build of this version`,
        settled,
      );
    }
  }
  return say(settled.kind, settled.why, settled);
}

interface Word {
  readonly kind: ComponentVerdictKind;
  readonly why: string;
  readonly said: AffectedProduct["said"];
  readonly sayer: string;
  readonly range: string | null;
  readonly fixedIn: string | null;
  /** End of the range whose begin is not said. */
  readonly openEnd: string | null;
  /** Ends of the ranges that this sayer names. */
  readonly ends: readonly string[];
  /** The range that decided names the first version that has it. */
  readonly hasBegin: boolean;
}

/** One word for each sayer: several lists of one sayer are one list. */
function wordsOf(about: readonly AffectedProduct[], version: string, type: VersionType): Word[] {
  const bySayer = new Map<string, AffectedProduct[]>();
  for (const it of about) {
    const key = `${it.said} ${it.sayer}`;
    bySayer.set(key, [...(bySayer.get(key) ?? []), it]);
  }
  return [...bySayer.values()].map((some) => wordOf(some, version, type));
}

function wordOf(some: readonly AffectedProduct[], version: string, type: VersionType): Word {
  const first = some[0] as AffectedProduct;
  const ranges = some.flatMap((it) => it.ranges);
  const unread = some.flatMap((it) => it.unread);
  const base = {
    said: first.said,
    sayer: first.sayer,
    openEnd: null,
    hasBegin: false,
    ends: ranges.flatMap((it) => (it.status === "affected" && it.to ? [it.to.version] : [])),
  };
  const placed = ranges.map((range) => ({ range, holds: holds(range, version, type) }));
  const inside = (status: StatedRange["status"]) =>
    placed.find((it) => it.holds === true && it.range.status === status);
  const fixedIn = fixOf(ranges, version, type);
  const cleared = inside("unaffected");
  if (cleared) {
    return {
      ...base,
      kind: "not_affected",
      why: `${version} is named as not affected (${cleared.range.raw})`,
      range: cleared.range.raw,
      fixedIn: null,
    };
  }
  const hit = inside("affected");
  if (hit?.range.isBeginKnown) {
    return {
      ...base,
      kind: "affected",
      why: `${version} lies in ${hit.range.raw}`,
      range: hit.range.raw,
      fixedIn,
      hasBegin: hit.range.from !== null,
    };
  }
  if (hit) {
    return {
      ...base,
      kind: "possible",
      why: `“${hit.range.raw}” does not say which version was the first to have it`,
      range: hit.range.raw,
      fixedIn,
      openEnd: hit.range.to?.version ?? null,
    };
  }
  const unplaced = placed.find((it) => it.holds === null && it.range.status === "affected");
  if (unplaced || unread.length > 0) {
    const raw = unplaced?.range.raw ?? unread[0] ?? "";
    return {
      ...base,
      kind: "possible",
      why: `${version} cannot be compared with “${raw}”`,
      range: raw,
      fixedIn: null,
    };
  }
  const hasAffected = ranges.some((it) => it.status === "affected");
  const byDefault = some.map((it) => it.defaultStatus);
  if (byDefault.includes("affected")) {
    return {
      ...base,
      kind: "affected",
      why: "every version is affected that is not named as fixed",
      range: null,
      fixedIn,
    };
  }
  if (!hasAffected && ranges.length === 0) {
    return { ...base, kind: "possible", why: "the record names no versions", range: null, fixedIn: null };
  }
  return {
    ...base,
    kind: "not_affected",
    why: `${version} lies outside of ${listed(ranges.filter((it) => it.status === "affected"))}`,
    range: null,
    fixedIn: null,
  };
}

/** The CNA's word counts; the additions of others fill what it leaves open, unless they contradict it. */
function settle(words: readonly Word[]): Word {
  const own = words.find((it) => it.said === "osv") ?? words.find((it) => it.said === "cna");
  const others = words.filter((it) => it !== own);
  if (!own) return combined(others);
  if (own.kind !== "possible" || others.length === 0) return own;
  const other = combined(others);
  if (own.openEnd === null) return other.kind === "possible" ? own : other;
  if (other.kind === "affected" && !other.hasBegin && !other.ends.includes(own.openEnd)) {
    return {
      ...own,
      why: `${own.why}, and ${other.sayer} names another end (${other.range})`,
    };
  }
  return other.kind === "affected" ? other : own;
}

/** Of several: affected when one says so; else open when one is open. */
function combined(words: readonly Word[]): Word {
  return (words.find((it) => it.kind === "affected") ?? words.find((it) => it.kind === "possible") ?? words[0]) as Word;
}

/** Whether the version lies in the range; null when it cannot be compared with a bound. */
function holds(range: StatedRange, version: string, type: VersionType): boolean | null {
  const { from, to } = range;
  // curl writes "8.4.0, less than 8.4.0" for everything below 8.4.0.
  const isEmpty = from && to && from.version === to.version && !to.isInclusive;
  const lower = from === null || isEmpty ? true : isBeyond(version, from, type, 1);
  const upper = to === null ? true : isBeyond(version, to, type, -1);
  if (lower === false || upper === false) return false;
  return lower === null || upper === null ? null : true;
}

function isBeyond(version: string, bound: VersionBound, type: VersionType, side: 1 | -1): boolean | null {
  // "5.10.*": the line, or everything up to its end.
  const line = /^(.*?)[.-][*xX]$/.exec(bound.version)?.[1];
  if (line !== undefined) {
    if (version === line || version.startsWith(`${line}.`) || version.startsWith(`${line}-`)) return bound.isInclusive;
    const order = compareComponentVersions(version, line, type);
    return order === null ? null : order === side;
  }
  const order = compareComponentVersions(version, bound.version, type);
  if (order === null) return null;
  return order === side || (order === 0 && bound.isInclusive);
}

/** The nearest end above the version. */
function fixOf(ranges: readonly StatedRange[], version: string, type: VersionType): string | null {
  const ends = ranges.flatMap((it) =>
    it.status === "affected" && it.to && !it.to.isInclusive && holds(it, version, type) === true ? [it.to.version] : [],
  );
  return ends[0] ?? null;
}

const MAX_LISTED = 4;

function listed(ranges: readonly StatedRange[]): string {
  const raws = [...new Set(ranges.map((it) => it.raw))];
  const more = raws.length - MAX_LISTED;
  return raws.slice(0, MAX_LISTED).join("; ") + (more > 0 ? `; and ${more} more` : "");
}

/** The product that the CNA names, when it names some and none of them is ours. */
function namedByItsOwner(record: VulnerabilityRecord, projects: ReadonlySet<string>): string | null {
  const own = record.affected.filter((it) => it.said === "cna" && it.names.length > 0);
  if (own.length === 0 || own.some((it) => it.names.some((name) => projects.has(projectOf(name))))) return null;
  return own[0]?.names[0] ?? null;
}

/** Versions that are package URLs say themselves what they are of. */
function isOfAnotherPackage({ ranges, unread }: AffectedProduct, projects: ReadonlySet<string>): boolean {
  const purls = [...ranges.map((it) => it.raw), ...unread].filter((it) => it.startsWith("pkg:"));
  return (
    purls.length > 0 &&
    purls.length === ranges.length + unread.length &&
    purls.every((it) => !projects.has(projectOf(parsePackageUrl(it)?.name ?? "")))
  );
}

/** Versions of another ecosystem's packages say nothing of this build. */
function fitsEcosystem({ ecosystem }: AffectedProduct, purlType: string | null): boolean {
  return ecosystem === null || ecosystem === purlType || (purlType === null && ecosystem === "generic");
}

/** The record's maker, when the bill names another one and the product does not bear the maker's name. */
function strangeVendor(
  about: readonly AffectedProduct[],
  { cpe, supplier }: Component,
  projects: ReadonlySet<string>,
): string | null {
  const stated = cpe === null ? null : (parseCpe(cpe)?.vendor ?? null);
  const own = nameKey(stated ?? supplier ?? "");
  if (own === "" || projects.has(projectOf(own))) return null;
  for (const { vendor } of about) {
    const key = nameKey(vendor ?? "");
    if (key === "" || key === "na" || key.includes(own) || own.includes(key) || projects.has(projectOf(key)))
      return null;
  }
  return about[0]?.vendor ?? null;
}

const CONDITION =
  /\b(?:only (?:affects?|on|when|if|applies|platforms?)|platforms? (?:are|is) (?:not )?affected|when (?:built|compiled|configured|using|curl is built)|if (?:built|compiled)|builds? (?:with|using|that)|built to use|non-default|MIPS|32-bit|Windows CE|backend)\b/i;
const MAX_CONDITIONS = 3;

/** Sentences of the prose that limit where the vulnerability is. */
function conditionsOf(description: string): string[] {
  return description
    .split(/(?<=[.!?])\s+/)
    .filter((it) => CONDITION.test(it))
    .slice(0, MAX_CONDITIONS)
    .map((it) => it.slice(0, 300));
}
