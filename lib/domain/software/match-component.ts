import { compareVersions, parseVersion, type Version } from "../advisory/version";
import type { SoftwareComponent } from "./bill-of-materials";
import { componentKey, componentKeys, cpeParts, purlName } from "./component-name";
import type { CveProduct, CveProducts, CveVersion } from "./cve-product";

export type ComponentVerdictKind = "affected" | "possible" | "not_affected";

/** What a CVE record means for a component. */
export interface ComponentVerdict {
  readonly kind: ComponentVerdictKind;
  /** One sentence: what was compared with what. */
  readonly why: string;
  /** A sentence of the record that limits it (an architecture, a build option): to be checked by a person. */
  readonly condition: string | null;
}

type Answer = "in" | "out" | "open";
interface Judged {
  readonly answer: Answer;
  readonly why: string;
  /** The upper bounds that decided, to compare two sources by. */
  readonly fixes: readonly string[];
  /** The entry says where the flaw began. */
  readonly hasStart: boolean;
}

/** Null when the record is about other products. Names by package URL, CPE and name; the assigner's word comes first. */
export function matchComponent(component: SoftwareComponent, record: CveProducts): ComponentVerdict | null {
  const keys = componentKeys(component);
  const named = record.products.filter((it) => isAbout(it, component, keys));
  const other = packageOf(record);
  if (named.length === 0) return null;
  if (other !== null && !keys.has(componentKey(other))) {
    return notAffected(`the record is about the package ${other}, not about ${component.name}`);
  }
  if (component.version === null) return possible("the bill of materials states no version", record);
  const version = parseVersion(component.version);
  if (version === null) return possible(`"${component.version}" is no version that can be compared`, record);
  const cna = judgeEntries(
    named.filter(({ container }) => container === "cna"),
    version,
  );
  const adp = judgeEntries(
    named.filter(({ container }) => container === "adp"),
    version,
  );
  return settle(cna, adp, record);
}

/** The assigner decides where it gives a range; a bare "fixed in" needs a second source that agrees or says a start. */
function settle(cna: Judged | null, adp: Judged | null, record: CveProducts): ComponentVerdict {
  const main = cna ?? adp;
  if (main === null) return possible("the record names the product and no version", record);
  if (main === adp || adp === null || main.answer !== "open") {
    if (main.answer === "open") return possible(main.why, record);
    return main.answer === "in" ? affected(main.why, record) : notAffected(main.why);
  }
  if (adp.answer === "out") return notAffected(adp.why);
  if (adp.answer === "open") return possible(`${main.why}; ${adp.why}`, record);
  const agrees = adp.fixes.some((fix) => main.fixes.includes(fix));
  if (adp.hasStart || agrees || main.fixes.length === 0) return affected(adp.why, record);
  return possible(`${main.why}; another source says ${adp.why}: the two do not agree`, record);
}

function isAbout(entry: CveProduct, component: SoftwareComponent, keys: ReadonlySet<string>): boolean {
  const cpe = component.cpe === null ? null : cpeParts(component.cpe);
  const isOwnVendor = (vendor: string, product: string) => {
    const key = makerKey(vendor);
    const own = cpe === null ? null : makerKey(cpe.vendor);
    return key === "" || key === "na" || own === null || key === own || componentKey(vendor) === componentKey(product);
  };
  const isNamed = (vendor: string | null, product: string | null) =>
    product !== null && keys.has(componentKey(product)) && isOwnVendor(vendor ?? "", product);
  if (isNamed(entry.vendor, entry.product)) return true;
  if (entry.packageName !== null && keys.has(componentKey(entry.packageName))) return true;
  return entry.cpes.some((name) => {
    const parts = cpeParts(name);
    return parts !== null && isNamed(parts.vendor, parts.product);
  });
}

const makerKey = (vendor: string) => vendor.toLowerCase().replace(/[^a-z0-9]/g, "");

/** The one package that the assigner names; null when it names products only. */
function packageOf({ products }: CveProducts): string | null {
  const names = new Set(products.flatMap((it) => (it.container === "cna" && it.packageName ? [it.packageName] : [])));
  return names.size === 1 ? ([...names][0] as string) : null;
}

function judgeEntries(entries: readonly CveProduct[], version: Version): Judged | null {
  const judged = entries.flatMap((entry) => judgeEntry(entry, version) ?? []);
  if (judged.length === 0) return null;
  const of = (answer: Answer) => judged.find((it) => it.answer === answer);
  const fixes = [...new Set(judged.flatMap((it) => it.fixes))];
  const decided = of("in") ?? of("open");
  if (decided) return { ...decided, fixes };
  return { answer: "out", why: judged.map(({ why }) => why).join("; "), fixes, hasStart: true };
}

/** Null when the entry says nothing of versions. */
function judgeEntry(entry: CveProduct, version: Version): Judged | null {
  const statements = entry.versions.filter((it) => !isPlaceholder(it.version) || it.lessThan || it.lessThanOrEqual);
  const own = statements.filter((it) => !isOtherPackage(it.version, entry));
  if (own.length === 0) {
    if (statements.length > 0 || entry.defaultStatus === null || entry.defaultStatus === "unknown") return null;
    const answer = entry.defaultStatus === "affected" ? "in" : "out";
    return { answer, why: `every version is ${entry.defaultStatus}`, fixes: [], hasStart: true };
  }
  const read = own.map((it) => ({ status: it.status, ...judgeStatement(it, version) }));
  const fixes = read.flatMap((it) => (it.status === "affected" ? it.fixes : []));
  const clear = read.find((it) => it.status === "unaffected" && it.answer === "in");
  const hit = read.find((it) => it.status === "affected" && it.answer === "in");
  const open = read.find((it) => it.status !== "unaffected" && it.answer === "open");
  const hasStart = read.some((it) => it.hasStart) || read.some((it) => it.status === "unaffected");
  if (clear && !(hit?.hasStart && !clear.hasStart)) {
    return { answer: "out", why: `${clear.why}, which is not affected`, fixes, hasStart: true };
  }
  if (hit) return { answer: "in", why: hit.why, fixes, hasStart: hit.hasStart || hasStart };
  if (open) return { answer: "open", why: open.why, fixes, hasStart: false };
  if (entry.defaultStatus === "affected" && read.every((it) => it.status === "unaffected")) {
    return { answer: "in", why: `${version.raw} is none of the versions that are not affected`, fixes, hasStart: true };
  }
  const ranges = read.filter((it) => it.status === "affected").map((it) => it.range);
  const listed = ranges.length > 4 ? `the ${ranges.length} affected versions` : ranges.join(" or ");
  return { answer: "out", why: `${version.raw} lies outside ${listed}`, fixes, hasStart: true };
}

const isPlaceholder = (text: string) => /^(?:n\/a|unspecified|unknown|)$/i.test(text.trim());

/** Enrichments put package URLs where versions belong: another package's are not this product's. */
function isOtherPackage(version: string, { product }: CveProduct): boolean {
  const name = /^pkg:/i.test(version) ? purlName(version) : null;
  return name !== null && (product === null || componentKey(name) !== componentKey(product));
}

interface Statement {
  readonly answer: Answer;
  readonly why: string;
  readonly range: string;
  readonly fixes: readonly string[];
  readonly hasStart: boolean;
}

/** "Fixed in OpenSSL 1.1.1j (Affected 1.1.1-1.1.1i)", "Fixed in 7.83.1", "prior to 2.4". */
const PROSE = /[a-z]{3,}\s/i;

function judgeStatement(statement: CveVersion, version: Version): Statement {
  const { version: from, lessThan, lessThanOrEqual } = statement;
  const high = lessThan ?? lessThanOrEqual;
  if (high === null && PROSE.test(from)) return judgeProse(from, version);
  if (high === null) return between(version, from, from, true);
  // "8.4.0 < 8.4.0": the start was lost, and only the end means something.
  const isDegenerate = lessThan !== null && lessThan.trim() === from.trim();
  const isSingle = lessThanOrEqual !== null && lessThanOrEqual.trim() === from.trim();
  const start =
    isDegenerate || (/^(?:0|\*|-|0\.0(?:\.0)?|)$/.test(from.trim()) && !isSingle) || isPlaceholder(from) ? null : from;
  return between(version, start, high === "*" ? null : high, lessThanOrEqual !== null);
}

function judgeProse(text: string, version: Version): Statement {
  const span = /affected[^\d]{0,12}v?(\d[\w.]*)\s*(?:-|–|to|through)\s*v?(\d[\w.]*)/i.exec(text);
  if (span) return between(version, span[1] as string, span[2] as string, true);
  const single = /\(affected[^\d]{0,12}v?(\d[\w.]*)\)/i.exec(text);
  if (single) return between(version, single[1] as string, single[1] as string, true);
  const fix = /(?:fixed in|before|prior to|earlier than|below|<)\s*(?:[a-z][\w-]*\s+)?v?(\d[\w.]*)/i.exec(text);
  if (fix) {
    const below = between(version, null, fix[1] as string, false);
    if (below.answer !== "in") return below;
    return { ...below, answer: "open", why: `fixed in ${fix[1]}, and since when it is there is not said` };
  }
  return {
    answer: "open",
    why: `"${text.slice(0, 80)}" is no range that can be read`,
    range: text,
    fixes: [],
    hasStart: false,
  };
}

function between(version: Version, from: string | null, to: string | null, isInclusive: boolean): Statement {
  const range = from === to && from !== null ? from : `${from ?? "0"} ${isInclusive ? "≤" : "<"} ${to ?? "any"}`;
  const base = { range, fixes: to === null || isInclusive ? [] : [to], hasStart: from !== null };
  const open = (why: string): Statement => ({ ...base, answer: "open", why });
  const [low, high] = [from === null ? null : parseVersion(from), to === null ? null : parseVersion(to)];
  if ((from !== null && low === null) || (to !== null && high === null)) return open(`"${range}" cannot be read`);
  const orders = {
    low: low === null ? 1 : compareVersions(version, low),
    high: high === null ? -1 : compareVersions(version, high),
  };
  if (orders.low === null || orders.high === null)
    return open(`${version.raw} and ${range} are counted in different ways`);
  const isIn = orders.low >= 0 && (orders.high < 0 || (isInclusive && orders.high === 0));
  return { ...base, answer: isIn ? "in" : "out", why: `${version.raw} lies ${isIn ? "in" : "outside"} ${range}` };
}

/** A sentence that limits the flaw to some builds; shown, never decided on. */
const LIMITS =
  /\b(?:only (?:affects?|when|if|on|in)|is limited to|affects? only|platforms?|architectures?|32-bit|64-bit|built (?:with|to use)|compiled (?:with|to use)|back-?end|not the default|non-default|must be enabled)\b/i;

function conditionIn(description: string): string | null {
  return (
    description
      .split(/(?<=[.!?])\s+/)
      .find((sentence) => LIMITS.test(sentence))
      ?.slice(0, 300) ?? null
  );
}

const affected = (why: string, { description }: CveProducts): ComponentVerdict => ({
  kind: "affected",
  why,
  condition: conditionIn(description),
});
const possible = (why: string, { description }: CveProducts): ComponentVerdict => ({
  kind: "possible",
  why,
  condition: conditionIn(description),
});
const notAffected = (why: string): ComponentVerdict => ({ kind: "not_affected", why, condition: null });
