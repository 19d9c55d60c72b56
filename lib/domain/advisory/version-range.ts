import { compareVersions, isInLine, orderVersions, type Version } from "./version";

export interface Bound {
  readonly version: Version;
  readonly inclusive: boolean;
  /** The bound names a whole line: "28 – 32" holds 32.x. */
  readonly wholeLine: boolean;
}

/** Versions between two bounds; without both, every version. */
export interface Interval {
  readonly low: Bound | null;
  readonly high: Bound | null;
}

/** What one source (slot or name) says about versions. */
export type RangeReading =
  | { readonly kind: "all" }
  /** Nothing about versions is said. */
  | { readonly kind: "none" }
  | {
      readonly kind: "intervals";
      readonly anyOf: readonly Interval[];
      readonly lines: readonly Version[];
      /** One version counted in several ways ("4.04E, 10.95.210"); `anyOf` has an interval for each. */
      readonly spellings: readonly Version[];
      readonly rest: string;
      /** What the maker calls the firmware that the versions are of. */
      readonly label: string | null;
    }
  /** Words that no rule reads. */
  | { readonly kind: "unreadable"; readonly raw: string };

/** The range of a leaf: both readings, and which of them counts. */
export interface VersionRange {
  readonly raw: string;
  readonly slot: RangeReading;
  readonly name: RangeReading;
  /** The reading that counts: the name's prose when it is plain and the two differ, else the slot. */
  readonly source: "slot" | "name";
  /** Slot and name say different things; both are shown. */
  readonly hasSourceConflict: boolean;
}

export type RangeAnswer = "in" | "out" | "open";

export interface RangeVerdict {
  readonly answer: RangeAnswer;
  /** One sentence: what was compared with what. */
  readonly comparison: string;
  readonly isBounded: boolean;
}

/** Judges a version against one reading; a missing version leaves every bounded range open. */
export function judgeReading(reading: RangeReading, version: Version | null, raw: string): RangeVerdict {
  if (reading.kind === "all") return { answer: "in", comparison: "all versions are affected", isBounded: false };
  if (reading.kind === "none") return { answer: "in", comparison: "the advisory names no version", isBounded: false };
  if (reading.kind === "unreadable") return open(`"${reading.raw}" is no version range that can be read`);
  if (raw === "") return open("no version was seen");
  if (version === null) return open(`"${raw}" is no version that can be compared`);
  const own = labelOf(raw);
  if (reading.label !== null && own !== null && !areOneLabel(own, reading.label))
    return open(`"${raw}" is a version of another firmware than ${reading.label}`);
  if (reading.spellings.length > 1) return judgeSpellings(reading, version);
  if (reading.lines.length > 1) return judgeFixedLines(reading.lines, reading.anyOf, version);
  let isOpen: string | null = null;
  for (const interval of reading.anyOf) {
    const verdict = judgeInterval(interval, version);
    if (verdict === "out" && isRevisionOf(interval, version)) {
      isOpen = `"${interval.low?.version.raw}" may stand for its revisions too, ${version.raw} is one of them`;
      continue;
    }
    if (verdict === "in") {
      return { answer: "in", comparison: `${version.raw} lies in ${textOf(interval)}`, isBounded: true };
    }
    if (verdict !== "out") isOpen = verdict;
  }
  if (isOpen !== null) return open(isOpen);
  return {
    answer: "out",
    comparison: `${version.raw} lies outside ${reading.anyOf.map(textOf).join(" or ")}`,
    isBounded: true,
  };
}

/** "CPCI85 V05.10" → "CPCI85". */
const labelOf = (raw: string) =>
  /^([A-Z][A-Z0-9]+(?:[ _/-][A-Z][A-Z0-9]+)*)[ _](?:V|R)?\d/.exec(raw.trim())?.[1] ?? null;

function areOneLabel(a: string, b: string): boolean {
  const [own, named] = [a, b].map((it) => it.replace(/[^A-Z0-9]/g, "")) as [string, string];
  return own.includes(named) || named.includes(own);
}

/** One version counted in several ways: the one that is counted as the device's own decides. */
function judgeSpellings(reading: Extract<RangeReading, { kind: "intervals" }>, version: Version): RangeVerdict {
  const { segments } = version;
  const list = reading.spellings.map((it) => it.raw).join(", ");
  const comparable = reading.spellings.filter((it) => compareVersions(version, it) !== null);
  const alike =
    comparable.filter((it) => it.segments.length === segments.length && it.segments[0] === segments[0])[0] ??
    comparable.filter((it) => it.segments.length === segments.length)[0] ??
    (comparable.length === 1 ? comparable[0] : undefined);
  if (alike === undefined) return open(`${version.raw} may be counted as one of ${list}`);
  const anyOf = reading.anyOf.filter(({ high }) => high?.version === alike);
  return judgeReading({ ...reading, anyOf, spellings: [], label: null }, version, version.raw);
}

const open = (comparison: string): RangeVerdict => ({ answer: "open", comparison, isBounded: true });

/** "in", "out", or the sentence that says why it cannot be told. */
function judgeInterval({ low, high }: Interval, version: Version): string {
  for (const [bound, side] of [
    [low, "low"],
    [high, "high"],
  ] as const) {
    if (!bound) continue;
    const order = compareVersions(version, bound.version);
    if (order === null) return `${version.raw} and ${bound.version.raw} are counted in different ways`;
    if (hasWildcard(bound.version) && order === 0) {
      if (!bound.inclusive && bound.version.segments.at(-1) !== "*") return "out";
      continue;
    }
    if (bound.wholeLine && bound.inclusive && isInLine(version, bound.version.segments)) continue;
    if (order === 0) {
      if (!bound.inclusive) return "out";
      continue;
    }
    if (side === "low" && order < 0) {
      return "out";
    }
    if (side === "high" && order > 0) {
      if (isLineOf(bound, version))
        return `"${bound.version.raw}" may mean the exact version or its whole line, ${version.raw} is in it`;
      return "out";
    }
  }
  return "in";
}

/** "≤ 3.8" and "= 12.7" against 3.8.111: the advisory may mean the line. */
function isLineOf(bound: Bound, version: Version): boolean {
  const { segments, steps } = bound.version;
  return (
    bound.inclusive &&
    segments.length < version.segments.length &&
    segments.length <= 2 &&
    steps.every((it) => it === 0) &&
    isInLine(version, segments)
  );
}

/** A single version against a longer one that begins with it: "2.2.1" and 2.2.1.6. */
function isRevisionOf({ low, high }: Interval, version: Version): boolean {
  if (!low || !high || low.version !== high.version || low.wholeLine) return false;
  const { segments, steps } = low.version;
  const isLonger = segments.length >= 2 && segments.length < version.segments.length;
  return isLonger && steps.every((it) => it === 0) && isInLine(version, segments);
}

const hasWildcard = (version: Version) => version.segments.includes("*");

/**
 * Several fixed versions, one per line ("< 36.011, 35.013 and 34.014"): the own line decides; below all lines is
 * affected, above all is not; between two lines without an own one is open.
 */
function judgeFixedLines(lines: readonly Version[], anyOf: readonly Interval[], version: Version): RangeVerdict {
  const inclusive = anyOf[0]?.high?.inclusive ?? false;
  const depth = lineDepth(lines);
  const list = lines.map((it) => it.raw).join(", ");
  // "2020 R2 P01, 2020 R2, 2020": of several that share their line the newest speaks.
  const [own] = lines
    .filter((it) => isInLine(version, it.segments.slice(0, depth)))
    .sort((a, b) => orderVersions(b, a));
  if (own) {
    const order = compareVersions(version, own);
    if (order === null) return open(`${version.raw} and ${own.raw} are counted in different ways`);
    const isIn = order < 0 || (order === 0 && inclusive);
    return {
      answer: isIn ? "in" : "out",
      comparison: `${version.raw} is ${isIn ? "before" : "not before"} ${own.raw}, the fix of its line (${list})`,
      isBounded: true,
    };
  }
  const orders = lines.map((it) => compareVersions(version, it));
  if (orders.includes(null)) return open(`${version.raw} cannot be compared with ${list}`);
  if (orders.every((it) => it === -1))
    return { answer: "in", comparison: `${version.raw} is below every fixed line (${list})`, isBounded: true };
  if (orders.every((it) => it === 1))
    return { answer: "out", comparison: `${version.raw} is above every fixed line (${list})`, isBounded: true };
  return open(`${version.raw} lies between the fixed lines ${list}`);
}

/** As many leading segments as tell the lines apart. */
function lineDepth(lines: readonly Version[]): number {
  for (let depth = 1; depth < 4; depth++) {
    if (new Set(lines.map((it) => it.segments.slice(0, depth).join("."))).size === lines.length) return depth;
  }
  return 4;
}

/** An interval in words for cards. */
export function textOf({ low, high }: Interval): string {
  if (low && high && low.version === high.version) return `version ${low.version.raw}${low.wholeLine ? ".*" : ""}`;
  const parts = [
    low ? `${low.inclusive ? "≥" : ">"} ${low.version.raw}` : "",
    high ? `${high.inclusive ? "≤" : "<"} ${high.version.raw}` : "",
  ].filter((it) => it !== "");
  return parts.length === 0 ? "all versions" : parts.join(" and ");
}
