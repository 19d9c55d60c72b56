import { operatorsOf } from "../advisory/range-prose";

/** What a record of a public feed says of one product: which versions have a vulnerability, and which have not. */
export interface AffectedProduct {
  /** Who says so: the CNA that numbered the vulnerability, CISA's additions, or an ecosystem's own record (OSV). */
  readonly said: "cna" | "adp" | "osv";
  readonly sayer: string;
  readonly vendor: string | null;
  /** Names that the record gives the product: its own, its package's, its repository's, its CPEs'. */
  readonly names: readonly string[];
  /** Package URL type or ecosystem in lower case ("npm", "deb", "rpm"); null when the versions are the project's own. */
  readonly ecosystem: string | null;
  /** What a version is that no range names. */
  readonly defaultStatus: "affected" | "unaffected" | "unknown";
  readonly ranges: readonly StatedRange[];
  /** Statements that could not be read as versions, as written; commits of a repository among them. */
  readonly unread: readonly string[];
}

export interface StatedRange {
  readonly status: "affected" | "unaffected" | "unknown";
  /** As written. */
  readonly raw: string;
  readonly from: VersionBound | null;
  readonly to: VersionBound | null;
  /** False for a bare "Fixed in 7.83.1": where it began is not said. */
  readonly isBeginKnown: boolean;
}

export interface VersionBound {
  readonly version: string;
  readonly isInclusive: boolean;
}

/** A vulnerability with all that is said of where it is. */
export interface VulnerabilityRecord {
  /** CVE id where there is one, else the record's own. */
  readonly id: string;
  readonly title: string | null;
  /** The record's prose, cut. */
  readonly description: string;
  readonly affected: readonly AffectedProduct[];
}

const VERSION = String.raw`[vV]?\d[\w.+~-]*?`;
/** Product words before a version ("OpenSSL 1.1.1d"). */
const WORDS = String.raw`(?:[A-Za-z][\w.+-]*\s+){0,4}`;

const anchored = (pattern: string) => new RegExp(`^${pattern}$`, "i");
const FIXED_AFFECTED = anchored(
  String.raw`fixed in ${WORDS}(${VERSION})\s*\(\s*affected:?\s*${WORDS}(${VERSION})\s*(?:-|–|to|through)\s*(${VERSION})\s*\)`,
);
const FIXED_ONE = anchored(
  String.raw`fixed in ${WORDS}(${VERSION})\s*\(\s*affected:?\s*${WORDS}(${VERSION})\s*(\+|and (?:newer|later|above))?\s*\)`,
);
const FIXED = anchored(String.raw`(?:fixed|patched|resolved) in ${WORDS}(${VERSION})(?:\s+and (?:later|newer|above))?`);
const THROUGH = anchored(
  String.raw`(?:from\s+)?${WORDS}(${VERSION})\s*(?:\s-\s|–|to|through|thru|up to(?: and including)?)\s*${WORDS}(${VERSION})`,
);
const BEFORE_FROM = anchored(
  String.raw`(?:from\s+)?${WORDS}(${VERSION})\s*,?\s*(?:before|prior to|up to but not including)\s*${WORDS}(${VERSION})`,
);
const BEFORE = anchored(
  String.raw`(?:all\s+)?(?:versions?\s+)?(?:before|prior to|earlier than|older than|below)\s+${WORDS}(${VERSION})`,
);
const AND_EARLIER = anchored(
  String.raw`${WORDS}(${VERSION})\s*(?:,?\s*(?:and|or)\s+(?:earlier|prior|before|below|older|lower)(?:\s+versions?)?)`,
);
const UP_TO = anchored(String.raw`(?:up to(?: and including)?|through|until)\s+${WORDS}(${VERSION})`);
const AND_LATER = anchored(
  String.raw`${WORDS}(${VERSION})\s*(?:,?\s*(?:and|or)\s+(?:later|newer|above|up)(?:\s+versions?)?|\+)`,
);
const COMPARATOR = new RegExp(String.raw`^(<=|>=|<|>|==?|≤|≥)\s*(${VERSION}|\*)$`);
const SINGLE = anchored(`${WORDS}(${VERSION})`);

/** Words before a version that make more of it than that version. */
const COMPARING =
  /\b(?:than|then|before|prior|until|till|through|up|since|from|after|below|under|above|between|less|lower|greater|max\w*|min\w*|not|no|but|except)\b/i;

const MAX_TEXT = 300;

/**
 * A version statement in a record's own words, as ranges: "Fixed in OpenSSL 1.1.1j (Affected 1.1.1-1.1.1i)", ">= 2.0,
 * < 2.1.5", "1.0 through 1.5", "before 3.2". Null when it cannot be read.
 */
export function readVersionText(text: string): Omit<StatedRange, "status">[] | null {
  const raw = text.trim();
  if (raw.length > MAX_TEXT) return null;
  const range = (from: VersionBound | null, to: VersionBound | null, isBeginKnown = true) => [
    { raw, from, to, isBeginKnown },
  ];
  const at = (version: string | undefined, isInclusive: boolean): VersionBound => ({
    version: version as string,
    isInclusive,
  });
  if (/^(?:\*|all(?: versions?)?|any)$/i.test(raw)) return range(null, null);
  let found = FIXED_AFFECTED.exec(raw);
  // The fix ends the range; what was written as the last affected one may leave out its updates.
  if (found) return range(at(found[2], true), at(found[1], false));
  found = FIXED_ONE.exec(raw);
  if (found) return range(at(found[2], true), found[3] ? at(found[1], false) : at(found[2], true));
  found = FIXED.exec(raw);
  if (found) return range(null, at(found[1], false), false);
  const comparators = readComparators(raw);
  if (comparators) return comparators;
  found = BEFORE_FROM.exec(raw);
  if (found) return range(at(found[1], true), at(found[2], false));
  found = THROUGH.exec(raw);
  if (found) return range(at(found[1], true), at(found[2], true));
  found = BEFORE.exec(raw);
  if (found) return range(null, at(found[1], false));
  found = AND_EARLIER.exec(raw) ?? UP_TO.exec(raw);
  if (found) return range(null, at(found[1], true));
  found = AND_LATER.exec(raw);
  if (found) return range(at(found[1], true), null);
  // "not later than 1.5", "versions less than or equal to 1.5", "[1.0, 2.0)": as advisories write them.
  const signs = readComparators(
    operatorsOf(raw)
      .replaceAll("~", "")
      .replace(/^\s*(?:all\s+)?(?:versions?\s+)?/i, "")
      .replace(/^([vV]?\d[\w.]*)\s+(?=<)/, ">=$1 "),
  );
  if (signs) return signs.map((it) => ({ ...it, raw }));
  if (COMPARING.test(raw)) return null;
  found = SINGLE.exec(raw);
  return found ? range(at(found[1], true), at(found[1], true)) : null;
}

/** ">= 1.0, < 2.0 || >= 3.0, < 3.1": commas and blanks mean "and", bars mean "or". */
function readComparators(raw: string): Omit<StatedRange, "status">[] | null {
  if (!/^[<>=≤≥]/.test(raw)) return null;
  const ranges: Omit<StatedRange, "status">[] = [];
  for (const branch of raw.split(/\s*\|\|\s*/)) {
    let from: VersionBound | null = null;
    let to: VersionBound | null = null;
    for (const part of branch.split(/\s*(?:,|\band\b|\s(?=[<>=≤≥]))\s*/).filter((it) => it !== "")) {
      const found = COMPARATOR.exec(part.trim());
      if (!found) return null;
      const [, operator = "", version = ""] = found;
      if (version === "*") continue;
      if (operator.startsWith("<") || operator === "≤") {
        to = { version, isInclusive: operator === "<=" || operator === "≤" };
      } else if (operator.startsWith(">") || operator === "≥") {
        from = { version, isInclusive: operator === ">=" || operator === "≥" };
      } else {
        from = { version, isInclusive: true };
        to = from;
      }
    }
    ranges.push({ raw, from, to, isBeginKnown: true });
  }
  return ranges;
}
