import { maxOf, minOf } from "../long-lists";
import type { Leaf } from "./advisory";
import { operatorsOf } from "./range-prose";
import { orderVersions, parseVersion, type Version, type VersionScheme } from "./version";
import type { Bound, Interval, RangeReading, VersionRange } from "./version-range";

const MAX_RANGE = 300;
const MAX_ITEMS = 200;

/**
 * Reads what slot and name of a leaf say about versions. Never throws; what cannot be read says so.
 * @param isNameCopied several leaves bear this very name beside different slots: it was copied, and says nothing
 */
export function readLeafRange(
  leaf: Leaf,
  scheme: VersionScheme,
  slotIsModel: boolean,
  isNameCopied = false,
): VersionRange {
  const slotText = slotIsModel ? null : leaf.versionSlot;
  const own = leaf.productNames.at(-1) ?? "";
  const slot = slotText === null ? ({ kind: "none" } as const) : readRange(slotText, scheme, own);
  const prose = slotIsModel || isNameCopied ? "" : versionProseOf(leaf);
  const name = prose === "" ? ({ kind: "none" } as const) : readRange(prose, scheme, own);
  const raw = leaf.versionSlot ?? prose;
  const isMended = slot.kind === "intervals" && name.kind === "intervals" && slot.rest !== "" && name.rest === "";
  if (name.kind === "none" || name.kind === "unreadable" || (sameReading(slot, name) && !isMended)) {
    return { raw, slot, name, source: "slot", hasSourceConflict: false };
  }
  if (slot.kind === "none" || slot.kind === "unreadable")
    return { raw, slot, name, source: "name", hasSourceConflict: false };
  if (isMended)
    return {
      raw,
      slot,
      name,
      source: "name",
      hasSourceConflict: !sameReading(slot, name) || slot.rest.includes(LOST_OPERATOR),
    };
  // "All versions" beside bounds in the name, or bounds that lost an operator: the prose is what a person wrote.
  const isPlain = name.kind === "all" ? false : name.rest === "";
  if (!isPlain) return { raw, slot, name, source: "slot", hasSourceConflict: name.kind !== "all" };
  return { raw, slot, name, source: "name", hasSourceConflict: true };
}

/** "6ES7145-6HD00-0AB0": no version, however it looks. */
const SIEMENS_ORDER_NUMBER = /\b[67][A-Z]{2}\d ?\d{3}-\w{5}(?:-\w{4})?\b/g;

/** The part of `product.name` behind the product's own name. */
export function versionProseOf(leaf: Leaf): string {
  const own = leaf.productNames.at(-1)?.trim() ?? "";
  const full = leaf.fullName
    .slice(0, 500)
    .replace(/\u00a0/g, " ")
    .trim();
  const at = own === "" ? -1 : full.toLowerCase().lastIndexOf(own.toLowerCase());
  let rest = at >= 0 ? full.slice(at + own.length) : "";
  if (at < 0) {
    const colon = full.lastIndexOf(": ");
    rest = colon >= 0 ? full.slice(colon + 2) : "";
  }
  rest = rest
    .replace(SIEMENS_ORDER_NUMBER, " ")
    .replace(/^[\s:\-–,)]+/, "")
    .trim();
  return /\d|all\b/i.test(rest) ? rest : "";
}

const MONTH =
  /\b(?:january|february|march|april|may(?= \d)|june|july|august|september|october|november|december)\b|\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.? \d{1,2},? 20\d\d\b|\b\d{1,2}\/\d{1,2}\/20\d\d\b/i;

/** Said of a range whose first bound stands without its sign. */
export const LOST_OPERATOR = "lost operator";

const AND_PRIOR =
  /^\s*,?\s*(?:and|or|&)\s+(?:all\s+)?(?:its\s+)?(?:prior|earlier|below|older|lower|previous|former|less)(?:\s+(?:versions?|releases?))?/i;
const AND_LATER =
  /^\s*,?\s*(?:and|or|&)\s+(?:all\s+)?(?:later|newer|above|higher|greater|after|subsequent|up|onwards?|more recent)(?:\s+(?:versions?|releases?))?/i;
/** Words without weight between versions. */
const NOISE =
  /^(?:all|any|versions?|ver|vers|firmware|fw|software|sw|system|release|releases|revision|rev|build|the|of|is|are|affected|only|running|product|and|or|to|incl|including|hotfixes|current|latest|os|operating|web|lts|application|\(|\)|\.)$/i;

type Operator = "<" | "<=" | ">" | ">=" | "=" | "~";
interface Item {
  readonly operator: Operator;
  readonly version: Version;
  readonly barBefore: boolean;
  readonly isRangeEnd: boolean;
}

/**
 * A tolerant grammar over what CSAF documents put where a version range belongs: "vls" (`>= 1.0 | <= 1.32`),
 * `vers:all/<V4.3`, prose, lists, lines (`12.7.X`), several fixed lines in one bound.
 * @param productName its version-like words do not count as versions of the range
 */
export function readRange(raw: string, scheme: VersionScheme, productName = ""): RangeReading {
  const short = raw
    .slice(0, MAX_RANGE)
    .replace(/\u00a0/g, " ")
    .trim();
  if (
    /^(?:vers:all\/)?\*$/i.test(short) ||
    /^(?:all|any)\b[\s:]*(?:known |affected |firmware |software |released )*(?:versions?|releases?)?[\s.)]*(?:\((?!.*\d)[^)]*\))?$/i.test(
      short,
    )
  )
    return { kind: "all" };
  if (short === "" || /^-+$/.test(short)) return { kind: "none" };
  if (/serial|production|manufactur|first \d digits|\bSN\b/i.test(short.replace(/_/g, " ")))
    return { kind: "unreadable", raw: short };
  // A day or the name of a file ("co5ne_r2d14_03.esw"): no number that a device would state.
  if (MONTH.test(short.replace(/_/g, " ")) || /\.(?:esw|bin|img|zip|fw|dll|exe)\b/i.test(short))
    return { kind: "unreadable", raw: short };
  if (/^no (?:fixed )?version/i.test(short)) return { kind: "unreadable", raw: short };
  let text = operatorsOf(short);
  text = withBaseVersion(text, productName);
  for (const word of productName.split(/\s+/)) {
    if (word.length > 3 && /[a-z]{3}/i.test(word) && !/versions?/i.test(word)) text = text.replace(word, " ");
  }
  return combine(itemsOf(text, scheme), short, isPriorList(short));
}

/** "<= SP1" of "Telemetry Server 2020 R2": the product's name holds the version that the step belongs to. */
function withBaseVersion(text: string, productName: string): string {
  if (!/^\s*(?:[<>]=?|=)?\s*(?:SP|Update|Upd|HF|Hotfix|Patch|CU|RU)\s?\d+\b/i.test(text)) return text;
  const base = /(?:^|\s)(V?\d+(?:\.\d+)*(?: R\d)?)\s*$/.exec(productName)?.[1];
  return base === undefined ? text : text.replace(/(?=(?:SP|Update|Upd|HF|Hotfix|Patch|CU|RU)\s?\d)/i, `${base} `);
}

const isPriorList = (text: string) => /\band\s+(?:prior|earlier|below|older|lower|previous)\b/i.test(text);

const STEPS = String.raw`(?:\s+(?:SP|SPI|Update|Upd|HF|Hotfix|Patch|Security Patch|Build|R|P|CU|FP|RU|TCU|U|MP|SIM)\s?\d*[\w-]*)*`;
const VERSION = String.raw`(?:MX-)?(?:SV|SE|MP|[vVrR])?\.?\s?\d[\w.*]*(?:\(\w+\)[\w.]*)?(?:-[a-z]*\d[\w.]*)*(?:\s?[*](?=\s|$))?${STEPS}`;
/** "B.02". */
const LETTERED = String.raw`[A-Z]\.\d[\w.*]*${STEPS}`;
/** "A8" and "VX.2.14": only behind a sign or before "and prior", for prose has words with numbers. */
const LABELLED = String.raw`[A-Za-z](?:[A-Za-z.]{0,20}(?<![.]{2}))?\d[\w.*-]*${STEPS}`;

/** "CPCI85" of "< CPCI85 V05.11" is a label, the version follows. */
const isLabelled = (behind: string, hasSign: boolean) =>
  !/^\s+[vVrR]?\d/.test(behind) && (hasSign || AND_PRIOR.test(behind));

interface Items {
  readonly items: Item[];
  /** Words that no rule reads. */
  readonly rest: string;
  /** "CPCI85" of "< CPCI85 V05.11": what the maker calls the firmware. */
  readonly label: string | null;
}

/** Names of firmware are written in capitals; what stands in small letters is a condition or prose. */
const FIRMWARE_LABEL = /^[A-Z][A-Z0-9]*(?:[/-][A-Z0-9]+)*$/;

function itemsOf(text: string, scheme: VersionScheme): Items {
  const items: Item[] = [];
  const rest: string[] = [];
  let isLabel = true;
  let hasSign = false;
  let at = 0;
  let bar = false;
  let operator: Operator = "=";
  let isRangeEnd = false;
  const patterns = [VERSION, LETTERED, LABELLED].map((it) => new RegExp(it, "iy"));
  while (at < text.length && items.length < MAX_ITEMS) {
    const sign = /\s*(<=|>=|<|>|==?)\s*(~?)\s*/y;
    sign.lastIndex = at;
    const operation = sign.exec(text);
    if (operation && operation[1] !== undefined) {
      operator = (operation[1] === "==" ? "=" : operation[1]) as Operator;
      isRangeEnd = operation[2] === "~";
      at = sign.lastIndex;
      hasSign = true;
      continue;
    }
    const character = text[at] as string;
    if (/[\s,;|&()"'/:]/.test(character)) {
      if (/[|,;]/.test(character)) bar = true;
      at++;
      continue;
    }
    let found: RegExpExecArray | null = null;
    for (const [order, pattern] of patterns.entries()) {
      if (found) break;
      pattern.lastIndex = at;
      found = pattern.exec(text);
      if (order === 2 && found && !isLabelled(text.slice(at + found[0].length), hasSign)) found = null;
    }
    const parsed = found ? parseVersion(found[0].replace(/[.,]+$/, ""), scheme) : null;
    if (found && parsed) {
      at += found[0].length;
      const after = text.slice(at);
      const prior = operator === "=" ? AND_PRIOR.exec(after) : null;
      const later = operator === "=" ? AND_LATER.exec(after) : null;
      // "<= 5.1 and prior": said twice.
      const twice = operator !== "=" ? (AND_PRIOR.exec(after) ?? AND_LATER.exec(after)) : null;
      if (prior) operator = "<=";
      if (later) operator = ">=";
      at += (prior ?? later ?? twice)?.[0].length ?? 0;
      items.push({ operator, version: parsed, barBefore: bar, isRangeEnd });
      operator = "=";
      isRangeEnd = false;
      hasSign = false;
      bar = false;
      continue;
    }
    const word = /[^\s,;|&()"':<>=]+/y;
    word.lastIndex = at;
    const other = word.exec(text)?.[0] ?? character;
    if (!NOISE.test(other)) {
      rest.push(other);
      isLabel &&= items.length === 0 && FIRMWARE_LABEL.test(other);
      if (!isLabel) hasSign = false;
    }
    at += other.length;
  }
  if (rest.length > 0 && isLabel) return { items, rest: "", label: rest.join(" ") };
  return { items, rest: rest.join(" "), label: null };
}

const isUpper = ({ operator }: Item) => operator === "<" || operator === "<=";
const isLower = ({ operator }: Item) => operator === ">" || operator === ">=";

function combine({ items, rest, label }: Items, raw: string, isPrior: boolean): RangeReading {
  if (items.length === 0) return { kind: "unreadable", raw };
  const uppers = items.filter(isUpper);
  const lowers = items.filter(isLower);
  const exact = items.filter((it) => it.operator === "=");
  // "< 36.011, 35.013, 34.014": one operator for a list of fixed lines; "4.2 5.0 6.0 and prior": the last one speaks for all.
  if (lowers.length === 0 && uppers.length >= 1 && uppers.length + exact.length >= 2) {
    const first = items[0] as Item;
    const last = items.at(-1) as Item;
    const isList = exact.length === 0 || first.operator !== "=" || (isPrior && last.operator !== "=");
    const isProperList =
      exact.length === 0 || /_v?\d|\d\s*\/\s*v?\d|or\b/i.test(raw) || isPrior || first.operator === "<";
    if (isList && isProperList) {
      const operator = (uppers[0] as Item).operator;
      const lines = distinct(items.map((it) => it.version));
      if (lines.length > 1 && !areAlike(lines)) {
        const anyOf = lines.map((version) => ({ low: null, high: boundOf({ ...first, operator, version }) }));
        return { kind: "intervals", anyOf, lines: [], spellings: lines, rest, label };
      }
      const anyOf = lines.map((version) => ({
        low: null,
        high: boundOf({ operator, version, barBefore: false, isRangeEnd: false }),
      }));
      return { kind: "intervals", anyOf, lines, spellings: [], rest, label };
    }
  }
  const [upper, lower] = items as [Item, Item];
  if (items.length === 2 && isUpper(upper) && isLower(lower) && orderVersions(lower.version, upper.version) < 0) {
    // "< 3.5 and >= 1.0": one span, its end said first. Bounds that do not meet ("< 1.0 | >= 2.0") are two.
    const anyOf = [{ low: boundOf(lower), high: boundOf(upper) }];
    return { kind: "intervals", anyOf, lines: [], spellings: [], rest, label };
  }
  const anyOf: Interval[] = [];
  let open: Item | null = null;
  let isOdd = false;
  for (const item of items) {
    if (isLower(item)) {
      if (open) anyOf.push({ low: boundOf(open), high: null });
      open = item;
    } else if (isUpper(item)) {
      if (open) {
        anyOf.push({ low: boundOf(open), high: boundOf(item) });
        open = null;
      } else if (anyOf.length > 0 && exact.length > 0 && lowers.length === 0 && items.length === 2) {
        // "5.011 | < 8.011": the first bound lost its operator.
        const low = (items[0] as Item).version;
        anyOf.splice(0, 1, { low: { version: low, inclusive: true, wholeLine: false }, high: boundOf(item) });
        isOdd = true;
      } else anyOf.push({ low: null, high: boundOf(item) });
    } else {
      const bound = boundOf(item);
      anyOf.push({ low: bound, high: bound });
    }
  }
  if (open) anyOf.push({ low: boundOf(open), high: null });
  return {
    ...{ kind: "intervals", anyOf, lines: [], spellings: [], label },
    rest: isOdd ? `${rest} ${LOST_OPERATOR}`.trim() : rest,
  };
}

/** "36.011, 35.013": of one way of counting. "4.04E, v10.95.210.01", "2020, v5.21": one version counted twice. */
function areAlike(versions: readonly Version[]): boolean {
  const shapes = versions.map(({ segments: [first, ...more], steps }) => ({
    isYear: typeof first === "number" && first >= 1990 && first < 2100,
    hasLetters: more.some((it) => typeof it === "string" && it !== "*"),
    length: more.length,
    hasSteps: steps.some((it) => it !== 0),
  }));
  const lengths = shapes.map(({ length }) => length);
  return (
    new Set(shapes.map(({ isYear }) => isYear)).size === 1 &&
    maxOf(lengths) - minOf(lengths) < 2 &&
    (new Set(shapes.map(({ hasLetters }) => hasLetters)).size === 1 || new Set(lengths).size === 1)
  );
}

function boundOf({ operator, version, isRangeEnd }: Item): Bound {
  const segments = version.segments;
  const trailing = segments.at(-1) === "*";
  return {
    version: trailing && operator === "=" ? { ...version, segments: trimStars(segments) } : version,
    inclusive: operator === "=" || operator === "<=" || operator === ">=",
    wholeLine:
      (operator === "=" && trailing) || (isRangeEnd && segments.length === 1) || (operator === "<=" && trailing),
  };
}

function trimStars(segments: Version["segments"]): Version["segments"] {
  const last = segments.findLastIndex((it) => it !== "*");
  return segments.slice(0, last + 1);
}

function distinct(versions: readonly Version[]): Version[] {
  const byText = new Map(versions.map((it) => [`${it.segments.join(".")} ${it.steps.join(".")}`, it]));
  return [...byText.values()];
}

function sameReading(a: RangeReading, b: RangeReading): boolean {
  return keyOf(a) === keyOf(b);
}

function keyOf(reading: RangeReading): string {
  if (reading.kind !== "intervals") return reading.kind;
  const bound = (it: Bound | null) =>
    it ? `${it.inclusive} ${it.wholeLine} ${it.version.segments.join(".")} ${it.version.steps.join(".")}` : "";
  return reading.anyOf
    .map((it) => `${bound(it.low)}..${bound(it.high)}`)
    .sort()
    .join("|");
}
