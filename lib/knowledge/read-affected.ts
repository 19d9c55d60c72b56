import { pushAll } from "@/lib/domain/long-lists";
import { type AffectedProduct, readVersionText, type StatedRange } from "@/lib/domain/software/affected-product";
import { parseCpe } from "@/lib/domain/software/component-name";
import { parsePackageUrl } from "@/lib/domain/software/package-url";
import { at, type Json, listOf, member, textOf, textOrNull, textsOf } from "./json-document";

const MAX_PRODUCTS = 500;
const MAX_VERSIONS = 5_000;
const NOTHING = /^(?:n\/?a|unspecified|unknown|not applicable|-|)$/i;
/** Distributors whose product is a whole system; the package has a name of its own, and versions of its own. */
const DISTRIBUTIONS: readonly (readonly [RegExp, string])[] = [
  [/^red ?hat$/i, "rpm"],
  [/^suse$/i, "rpm"],
  [/^fedora/i, "rpm"],
  [/^(?:debian|canonical|ubuntu)/i, "deb"],
  [/^alpine/i, "apk"],
];

/** The `affected` lists of a CVE record (CVE JSON 5), the CNA's and those that others added. */
export function readAffected(document: Json): AffectedProduct[] {
  const cna = at(document, "containers", "cna");
  const additions = listOf(at(document, "containers", "adp"));
  return [
    ...listOf(member(cna, "affected")).map((it) => readProduct(it, "cna", sayerOf(cna))),
    ...additions.flatMap((adp) => listOf(member(adp, "affected")).map((it) => readProduct(it, "adp", sayerOf(adp)))),
  ].slice(0, MAX_PRODUCTS);
}

const sayerOf = (container: Json) => textOrNull(at(container, "providerMetadata", "shortName"), 80) ?? "unnamed";

function readProduct(product: Json, said: "cna" | "adp", sayer: string): AffectedProduct {
  const vendor = textOrNull(member(product, "vendor"), 200);
  const distribution = vendor === null ? null : (DISTRIBUTIONS.find(([name]) => name.test(vendor))?.[1] ?? null);
  const packageName = textOrNull(member(product, "packageName"), 200);
  const purl = parsePackageUrl(textOf(member(product, "packageURL"), 1_000));
  const ranges: StatedRange[] = [];
  const unread: string[] = [];
  const versions = listOf(member(product, "versions")).slice(0, MAX_VERSIONS);
  for (const version of versions) readVersion(version, ranges, unread);
  const stated = textOf(member(product, "defaultStatus"), 20);
  return {
    said,
    sayer,
    vendor: vendor !== null && NOTHING.test(vendor) ? null : vendor,
    names: [
      ...new Set([
        ...(packageName === null ? productNames(product) : [packageName.replace(/^.*[/:]/, "")]),
        ...(purl ? [purl.name] : []),
        ...(packageName === null
          ? textsOf(member(product, "cpes"), 500).flatMap((cpe) => parseCpe(cpe)?.product ?? [])
          : []),
      ]),
    ].slice(0, 50),
    ecosystem: distribution ?? purl?.type ?? null,
    defaultStatus: stated === "affected" || stated === "unaffected" ? stated : "unknown",
    ranges,
    unread,
  };
}

/** The product's name; of an address (GitHub's, mostly) the repository's. */
function productNames(product: Json): string[] {
  const name = textOf(member(product, "product"), 200);
  const address = /^https?:\/\/\S+\/([\w.+-]+?)(?:\.git)?\/?$/i.exec(name)?.[1];
  const repository = /^https?:\/\/\S+\/([\w.+-]+?)(?:\.git)?\/?$/i.exec(textOf(member(product, "repo"), 300))?.[1];
  const own = NOTHING.test(name) ? [] : [address ?? name];
  return own.length === 0 && repository ? [repository] : own;
}

function readVersion(version: Json, ranges: StatedRange[], unread: string[]): void {
  const text = textOf(member(version, "version"), 300);
  const lessThan = textOrNull(member(version, "lessThan"), 200);
  const lessThanOrEqual = textOrNull(member(version, "lessThanOrEqual"), 200);
  const stated = textOf(member(version, "status"), 20);
  const status = stated === "unaffected" ? "unaffected" : stated === "unknown" ? "unknown" : "affected";
  const end = lessThan ?? lessThanOrEqual;
  if (textOf(member(version, "versionType"), 40) === "git") {
    unread.push(end === null ? text : `${text} to ${end}`);
    return;
  }
  if (end === null) {
    if (NOTHING.test(text)) return;
    const read = text.startsWith("pkg:") ? null : readVersionText(text);
    if (read)
      pushAll(
        ranges,
        read.map((it) => ({ status, ...it }) as StatedRange),
      );
    else unread.push(text);
    return;
  }
  const isFromStart = NOTHING.test(text) || text === "*" || /^0(?:\.0)*$/.test(text);
  const raw = `${isFromStart ? "" : `${text} `}${lessThan === null ? "≤" : "<"} ${end}`;
  const bound = readVersionText(end)?.[0];
  ranges.push({
    status,
    raw,
    from: isFromStart ? null : { version: readVersionText(text)?.[0]?.from?.version ?? text, isInclusive: true },
    to:
      end === "*"
        ? null
        : { version: /\*$/.test(end) ? end : (bound?.to?.version ?? end), isInclusive: lessThan === null },
    isBeginKnown: true,
  });
  readChanges(version, ranges);
}

/** `changes`: from a version on, the range has another status. */
function readChanges(version: Json, ranges: StatedRange[]): void {
  for (const change of listOf(member(version, "changes")).slice(0, 100)) {
    const from = textOf(member(change, "at"), 200);
    if (textOf(member(change, "status"), 20) !== "unaffected" || from === "") continue;
    ranges.push({
      status: "unaffected",
      raw: `from ${from}`,
      from: { version: from, isInclusive: true },
      to: ranges[ranges.length - 1]?.to ?? null,
      isBeginKnown: true,
    });
  }
}
