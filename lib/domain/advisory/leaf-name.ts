import { pushAll } from "../long-lists";
import type { Leaf } from "./advisory";
import { normaliseOrderNumber, orderNumbersIn } from "./order-number";
import { FAMILY_MARKS } from "./product-families";
import {
  compact,
  GENERIC_WORDS,
  isBrand,
  isModel,
  marksOf,
  QUALIFIERS,
  TOOL_WORDS,
  VARIANT_WORDS,
} from "./product-words";
import { readSerialBound, type SerialBound } from "./serial-bound";
import { spellOutLists } from "./spell-out-lists";
import { vendorKeysOf } from "./vendor-relations";
import { parseVersion, type Version, type VersionScheme } from "./version";

/** One way in which a leaf names a product: all of `models` and `words` must be the device's. */
export interface NameAlternative {
  /** Compact model marks; `*` any text, `?` one character. */
  readonly models: readonly string[];
  readonly words: readonly string[];
  /** Marks in brackets that tell a variant ("32M"): missing ones leave the question open. */
  readonly variants: readonly string[];
  /** "FX" of "FX series": models that begin with it and a digit. */
  readonly seriesCodes: readonly string[];
}

/** A version line that stands in the name: "S7-1200 CPU family version 4", "WinCC V7.3 and newer". */
export interface VersionGate {
  readonly kind: "line" | "since" | "until" | "before";
  readonly version: Version;
}

/** Something that the device must also be, which a person can answer once per device. */
export interface Condition {
  readonly kind: "serial" | "hardware" | "production-date" | "option" | "axis";
  readonly text: string;
  readonly question: string;
  /** For serial conditions: which side of its number they cover; two that complete each other settle the question. */
  readonly side: "until" | "since" | null;
  /** For serial conditions that name a number: the device's own can answer. */
  readonly serial: SerialBound | null;
}

export interface LeafName {
  /** The product's name as one compact mark, with and without its maker: a device that states the same is this product. */
  readonly wholeNames: readonly string[];
  readonly alternatives: readonly NameAlternative[];
  readonly orderNumbers: readonly string[];
  readonly inclSiplus: boolean;
  /** Hardware series letters of Rockwell products; empty: every series. */
  readonly hardwareSeries: readonly string[];
  readonly gates: readonly VersionGate[];
  readonly conditions: readonly Condition[];
  /** Words of a program for the desk in the name. */
  readonly toolWords: readonly string[];
  /** The slot held a model or part number instead of a version. */
  readonly slotIsModel: boolean;
  /** "FX3U-ENET" beside "FX3U-ENET-L" in one document: models with yet another suffix are not simply meant. */
  readonly isAmongSuffixed: boolean;
  /** "Stratix Devices": a whole line of products, whose models stand in the prose only. */
  readonly isCollective: boolean;
}

/** Between words of which one is enough: "ADS/ADX/OAS". */
export const ANY_OF = "\u00a6";

const MAX_NAME = 400;
const MAX_ALTERNATIVES = 24;

/** Reads what a leaf's names say about the product; the version range is read by `readLeafRange`. */
export function readLeafName(leaf: Leaf, vendorKeys: readonly string[]): LeafName {
  const isRockwell = vendorKeys.includes("rockwell");
  const scheme: VersionScheme = vendorKeys.includes("siemens") ? "siemens" : "plain";
  const own = (leaf.productNames.at(-1) ?? leaf.fullName).slice(0, MAX_NAME);
  const outer = leaf.productNames.slice(0, -1).join(" ").slice(0, MAX_NAME);
  const slotIsModel = isModelSlot(leaf.versionSlot, own);
  const product = withoutVendor(own, leaf.vendor);
  const named = slotIsModel ? `${product} , ${leaf.versionSlot}` : product;
  const whole = `${own} ${leaf.fullName.slice(0, MAX_NAME)}`;
  const orderNumbers = [
    ...new Set([...leaf.orderNumbers.map(normaliseOrderNumber), ...orderNumbersIn(`${own} ${leaf.fullName}`)]),
  ];
  const conditions = conditionsIn(
    [own, leaf.fullName.slice(0, MAX_NAME), leaf.versionSlot ?? ""].map((it) => it.replace(/_/g, " ")),
  );
  const hardwareSeries = isRockwell ? seriesIn(own) : [];
  const { text, gates } = takeGates(withoutAsides(named, isRockwell), scheme);
  let alternatives = alternativesOf(text);
  if (alternatives.every((it) => it.models.length + it.words.length + it.seriesCodes.length === 0) && outer !== "") {
    alternatives = alternativesOf(withoutAsides(`${outer} ${text}`, isRockwell));
  }
  return {
    wholeNames: wholeNamesOf(own, leaf.vendor),
    alternatives,
    orderNumbers,
    inclSiplus: /siplus/i.test(whole),
    hardwareSeries,
    gates,
    conditions,
    toolWords: marksOf(text)
      .map((mark) => mark.toLowerCase())
      .filter((mark) => TOOL_WORDS.has(mark)),
    slotIsModel,
    isAmongSuffixed: false,
    isCollective: /\b(?:devices|products|equipment)\b/i.test(text),
  };
}

/** Compact spellings of a product's whole name; single letters and bare numbers name nothing. */
export function wholeNamesOf(name: string, vendor: string): string[] {
  const spellings = [
    name,
    withoutVendor(name, vendor),
    name.replace(/\((?:incl|formerly|previously)\b[^)]*\)?/gi, " "),
  ];
  return [...new Set(spellings.map((it) => compact(it.replace(/(?<=\w)\+(?=\s|$)/g, " plus"))))].filter(
    (it) => it.length >= 2 && /[A-Z]/.test(it),
  );
}

/** "Rockwell Automation Stratix Devices" of Rockwell Automation: the maker's name is not part of the product's. */
function withoutVendor(name: string, vendor: string): string {
  const maker = vendor.trim();
  const text = name.trim();
  const rest = text.slice(maker.length);
  if (maker !== "" && text.toLowerCase().startsWith(maker.toLowerCase()) && /^\s+\S/.test(rest)) return rest.trim();
  // "BD Alaris" of Becton, Dickinson and Company.
  const [, short, product] = /^([A-Z&]{2,4})\s+(\S.*)$/.exec(text) ?? [];
  if (short === undefined) return name;
  const keys = vendorKeysOf(maker);
  // "ALC WebCTRL" of Automated Logic Corporation (ALC).
  const isShortForm = maker.includes(`(${short})`) || initialsOf(maker) === short;
  return isShortForm || vendorKeysOf(short).some((key) => keys.includes(key)) ? (product as string) : name;
}

const initialsOf = (maker: string) =>
  maker
    .replace(/\([^)]*\)?/g, " ")
    .split(/[\s,]+/)
    .map((word) => word[0] ?? "")
    .join("");

/** A slot such as "1766-L32BWA", "D25M" or "2989365": letters and digits that no version grammar produces. */
export function isModelSlot(slot: string | null, productName: string): boolean {
  if (slot === null) return false;
  const text = slot.trim().replace(/^\((.*)\)$/, "$1");
  if (/[<>=*|]|version|prior|later|all\b/i.test(text)) return false;
  if (/^\d{7}$/.test(text) && !/^20[12]\d/.test(text)) return true;
  if (/firmware/i.test(productName)) return false;
  if (/^[A-Za-z]{1,3}\d{1,3}[A-Za-z]?$/.test(text) && !/^(?:v|r|rev|fw|sp|sv|u|p|se)\d/i.test(text)) return true;
  return (
    /^(?=.*[A-Z])(?=.*\d)[A-Z0-9]{3,}(?:-[A-Z0-9]+)*$/.test(text) &&
    /[A-Z]{2}|\d{4}-[A-Z]/.test(text) &&
    !/^(?:V|R|REV|FW|SW|MX)-?V?\d/i.test(text) &&
    !/^\d+\.\d/.test(text)
  );
}

const CONDITIONS: readonly (readonly [kind: Condition["kind"], pattern: RegExp, question: string])[] = [
  [
    "serial",
    /(?:the )?first \d digits of (?:the )?serial (?:number|no\.?)[^;|]*/i,
    "What are the first digits of the serial number?",
  ],
  ["serial", /serial (?:number|no\.?)s?[^;|)]*/i, "What is the serial number?"],
  ["hardware", /\b(?:hardware|hw)[ -](?:version|revision|rev\.?)s?\b[^;|)]*/i, "What is the hardware version?"],
  ["hardware", /\bFS ?\d+\b[^;|)]*|\bproduct version \d[^;|)]*/i, "What is the hardware version (functional state)?"],
  ["production-date", /\b(?:manufactured|produced|production[ _]date|shipped)\b[^;|]*/i, "When was it produced?"],
  [
    "option",
    /\b(?:containing|with|when|where|if|equipped with|configured)\b [^;|:]*?\b(?:installed|enabled|active|activated|used|configured|option|cmp\w+|web ?server|license|patch|feature)\b[^;|:]*/i,
    "Does it have this option?",
  ],
  ["option", /\bcontaining (?:the )?[^;|:]+/i, "Does it contain this component?"],
  ["option", /\([^()\d]{2,40} only\)/i, "Is it this one?"],
  ["option", /\bwithout [^;|:]+installed[^;|:]*/i, "Is this patch missing?"],
  ["axis", /\brevision numbers? [\w.]+/i, "Does this revision mean the hardware or the firmware?"],
  [
    "axis",
    /\b(got mobile|bios|u-boot|uboot|boot ?loader|codemeter|communication driver|ftp server|web server|os image|java|qnx|vxworks) versions?\b[^;|]*/i,
    "Which version does this part have?",
  ],
];

/** Conditions that the names or the version slot state; said in several places, the one that names a bound counts. */
function conditionsIn(texts: readonly string[]): Condition[] {
  const found: Condition[] = [];
  for (const [kind, pattern, question] of CONDITIONS) {
    if (found.some((it) => it.kind === kind)) continue;
    const said = texts.flatMap((text) => conditionIn(text, kind, pattern, question) ?? []);
    const best = said.find((it) => it.side !== null) ?? said[0];
    if (best) found.push(best);
  }
  return found;
}

function conditionIn(text: string, kind: Condition["kind"], pattern: RegExp, question: string): Condition | null {
  const match = pattern.exec(text);
  if (!match || (kind === "option" && /excluding|incl\./i.test(match[0]))) return null;
  // "<=the first 5 digits of serial number 22031": the sign in front belongs to it.
  const sign = kind === "serial" ? (/[<>]=?\s*$/.exec(text.slice(0, match.index))?.[0].trim() ?? "") : "";
  const words = `${sign} ${match[0]}`.trim().slice(0, 160);
  return {
    kind,
    text: words,
    question,
    side: kind === "serial" ? sideOf(words) : null,
    serial: kind === "serial" ? readSerialBound(words) : null,
  };
}

function sideOf(text: string): Condition["side"] {
  if (/prior|earlier|below|or less|<=/i.test(text)) return "until";
  return /later|newer|above|or more|>=/i.test(text) ? "since" : null;
}

/** Rockwell: "Series A and B", "1756-EN2T/D", "Series D". */
function seriesIn(name: string): string[] {
  const letters = new Set<string>();
  for (const match of name.matchAll(/\bseries ((?:[A-K]\b(?:\s*(?:,|and|or|&|\/)\s*)?)+)/gi)) {
    for (const letter of (match[1] as string).match(/\b[A-Ka-k]\b/g) ?? []) letters.add(letter.toUpperCase());
  }
  for (const match of name.matchAll(/\b\d{4}[A-Z]?-[A-Z0-9]+\/([A-K])\b/g)) letters.add(match[1] as string);
  return [...letters];
}

/** The name without what does not name the product: order numbers, hardware series, "(incl. … variants)", conditions. */
function withoutAsides(name: string, isRockwell: boolean): string {
  let text = name
    .replace(/\(\s*(?:mlfb|article|order)?\s*:?\s*(?:6[A-Z]{2}\d|7[A-Z]{2}\d)[^)]*\)/gi, " ")
    .replace(
      /\((?:all|incl\.?|including|includes|excluding|except|formerly|part of|related|used|see|only|version)\b[^)]*\)?/gi,
      " ",
    )
    .replace(/\([^()\d]{2,40} only\)/gi, " ")
    .replace(/\b(?:incl\.?|including|excluding)\b.*$/i, " ")
    .replace(/\bserial (?:number|no\.?)s?\b.*$/i, " ")
    .replace(/\bwith (?:embedded|integrated|built-in|optional)\b.*$/i, " ")
    .replace(
      /\b(?:containing|running|manufactured|produced|equipped with|with hardware|that have|using firmware)\b.*$/i,
      " ",
    )
    .replace(
      /\b(?:hardware|hw)[ -]?(?:versions?|revisions?|rev\.?)\s*[\w.]*(?:\s*(?:and|or)\s+(?:below|prior|earlier|older|lower|above|later|newer|higher)\b)?/gi,
      " ",
    )
    .replace(/(?<=\S\s)(?:distributed|process) control systems?\b/gi, " ")
    .replace(/\bpart (?:numbers?|no\.?)\s*:?/gi, " ")
    .replace(/(\d) - ([A-Z]\d)/g, "$1-$2")
    .replace(/^\s*industrial automation\s+(?=\S)/i, " ")
    .replace(/^\s*(?:products? using|all versions? of|the following versions? of)\b/i, " ");
  if (isRockwell) {
    text = text
      .replace(/\bseries (?:[A-K]\b(?:\s*(?:,|and|or|&|\/)\s*)?)+/gi, " ")
      .replace(/\b(\d{4}[A-Z]?-[A-Z0-9]+)\/[A-K]\b/g, "$1");
  }
  return text;
}

/** Takes version lines out of a name. */
function takeGates(name: string, scheme: VersionScheme): { text: string; gates: VersionGate[] } {
  const gates: VersionGate[] = [];
  const pattern =
    /(\b(?:prior to|before|below|earlier than)\s+)?\b(?:V|v(?=\d)|versions? (?=\d)|release (?=\d)|firmware (?=\d+\.))\s?(\d+(?:\.(?:\d+|[Xx*]))*)(\s?SP\s?\d+)?(\s(?:upd(?:ate)?)\s?\d+)?(?=[\s):,]|$)(\s*(?:and|or)\s+(?:later|newer|above|higher|older|earlier|prior|below|lower))?/g;
  type Part = string | undefined;
  const text = name.replace(
    pattern,
    (_whole, before: Part, number: string, servicePack: Part, update: Part, side: Part) => {
      const version = parseVersion(`${number}${servicePack ?? ""}${update ?? ""}`, scheme);
      if (version) {
        const kind =
          before !== undefined
            ? "before"
            : side === undefined
              ? "line"
              : /later|newer|above|higher/.test(side)
                ? "since"
                : "until";
        gates.push({ kind, version });
      }
      return " ";
    },
  );
  return { text, gates };
}

function alternativesOf(listed: string): NameAlternative[] {
  return alternativesIn(spellOutLists(listed));
}

function alternativesIn(text: string): NameAlternative[] {
  const brackets: string[] = [];
  const plain = text.replace(/\(([^()]*)\)?/g, (_whole, inner: string) => {
    brackets.push(inner);
    return " ";
  });
  const segments = plain.split(/,|;|\s\/\s|\s&\s|\s+and\s+|\s+or\s+|\s\+\s/i).filter((it) => it.trim() !== "");
  const withModel = segments.filter((it) => marksOf(it).some(isModel));
  const listed = withModel.length >= 2 || isModelAndName(segments) ? segments.slice(0, MAX_ALTERNATIVES) : [plain];
  const lead = listed.length > 1 ? wordsBeforeModel(listed[0] as string) : [];
  const variants: string[] = [];
  const alternatives: NameAlternative[] = [];
  const inBrackets: string[] = [];
  const hasOwnModel = marksOf(plain).some((mark) => /^(?=.*[A-Z])(?=.*\d).{5,}$/.test(mark));
  for (const inner of brackets) {
    if (isAcronymOf(inner, plain)) continue;
    const marks = marksOf(inner.replace(/\band\b|\bor\b/gi, ","));
    const models = marks.filter((mark) => isPartNumber(mark, hasOwnModel) && !FAMILY_MARKS.has(compact(mark)));
    const wild = marks.filter((mark) => /[*?]/.test(mark) && mark.length >= 4);
    if (models.length + wild.length > 0) for (const mark of new Set([...models, ...wild])) inBrackets.push(mark);
    else for (const mark of marks) if (!isFiller(mark)) variants.push(mark);
  }
  for (const [index, segment] of listed.entries()) {
    const alternative = alternativeOf(segment, index === 0 ? [] : lead);
    if (alternative.models.length + alternative.words.length + alternative.seriesCodes.length > 0) {
      alternatives.push({
        ...alternative,
        variants: variants.filter(isModel),
        words: [...alternative.words, ...variants.filter((it) => !isModel(it))],
      });
    }
  }
  for (const mark of inBrackets.slice(0, MAX_ALTERNATIVES)) {
    alternatives.push({ models: [modelPattern(mark)], words: [], variants: [], seriesCodes: [] });
  }
  return alternatives;
}

/** "C300 and ACE controllers": a bare model, and another product by the capitals that name it. */
function isModelAndName(segments: readonly string[]): boolean {
  const [first, second, ...more] = segments.map((it) => marksOf(it).filter((mark) => !isFiller(mark)));
  if (first?.length !== 1 || second?.length !== 1 || more.length > 0) return false;
  return /^[A-Z]+\d/.test(first[0] as string) && /^[A-Z]{3,}$/.test(second[0] as string);
}

/**
 * A mark in brackets that names the product by itself ("1756-L8z", "1151412") rather than a variant of what stands in
 * front of them ("7SJ82 (CP100)").
 */
function isPartNumber(mark: string, hasOwnModel: boolean): boolean {
  if (/^\d{6,8}$/.test(mark)) return true;
  return isModel(mark) && mark.length >= (hasOwnModel ? 6 : 4) && /[A-Z*]/.test(mark);
}

function alternativeOf(segment: string, lead: readonly string[]): NameAlternative {
  const marks = marksOf(
    segment
      .replace(/\b([A-Z]{2,3})\/([A-Z]{2,3}) series/g, "$1 $2 series")
      .replace(/(?<![\w/-])[A-Z]{3,5}(?:\/[A-Z]{3,5})+(?![\w/-])/g, (list) => list.replaceAll("/", ANY_OF)),
  );
  const models: string[] = [];
  const words: string[] = [];
  const brands: string[] = [];
  const isSeries = /\b(?:series|family|families)\b/i.test(segment);
  const seriesCodes: string[] = [];
  for (const mark of marks) {
    if (isBareWildcard(mark)) continue;
    if (isModel(mark) || /\*/.test(mark)) models.push((isSeries ? roundSeries(mark) : null) ?? modelPattern(mark));
    else if (isSeries && /^(?:IQ-[A-Z]|[A-Z]{1,3})$/.test(mark) && !isFiller(mark) && !isBrand(mark)) {
      seriesCodes.push(compact(mark));
    } else if (isFiller(mark)) continue;
    else if (isBrand(mark)) brands.push(mark);
    else words.push(mark);
  }
  for (const word of lead) if (!words.includes(word)) words.push(word);
  // "Process Expert": without a model every word that tells programs apart counts.
  if (models.length + seriesCodes.length === 0 && !words.some((word) => word.includes(ANY_OF))) {
    for (const mark of marks)
      if (QUALIFIERS.has(mark.toLowerCase()) && (words.length > 0 || brands.length > 0)) words.push(mark);
  }
  // Nothing but a brand and kinds: all of it has to be said ("SIMATIC Compact Field Unit").
  if (models.length + words.length + seriesCodes.length === 0)
    pushAll(
      words,
      marks.filter((mark) => /[A-Z0-9]/.test(mark)),
    );
  // "AVEVA Edge": an edition word alone names nothing.
  if (
    models.length + seriesCodes.length === 0 &&
    words.every((word) => VARIANT_WORDS.has(word.toLowerCase()) || QUALIFIERS.has(word.toLowerCase()))
  )
    pushAll(words, brands);
  // "CENTUM VP": two letters alone name nothing either.
  if (models.length + seriesCodes.length === 0 && words.length > 0 && words.every((word) => word.length <= 2))
    pushAll(words, brands);
  // "SIPROTEC 4": a bare number needs its brand.
  if (words.length === 0 && seriesCodes.length === 0 && models.every((model) => /^\d{1,5}$/.test(model)))
    pushAll(words, brands);
  // "iQ-F Series FX5U": the model decides; "RTU500 series CMU": CMU is a word of it.
  if (models.length > 0)
    pushAll(
      words,
      seriesCodes.splice(0).filter((code) => code.length >= 3),
    );
  return { models: [...new Set(models)], words: [...new Set(words)], variants: [], seriesCodes };
}

function wordsBeforeModel(segment: string): string[] {
  const marks = marksOf(segment);
  const at = marks.findIndex(isModel);
  return marks.slice(0, Math.max(0, at)).filter((mark) => !isFiller(mark) && !isBrand(mark));
}

const isFiller = (mark: string) => GENERIC_WORDS.has(mark.toLowerCase()) || /^[^A-Z0-9]+$/.test(mark);

/** "80*" would be found in half of all model numbers. */
const isBareWildcard = (mark: string) => /[*?]/.test(mark) && mark.replace(/[^A-Z0-9]/gi, "").length < 3;

/** A model mark as pattern: FX5U-xMy/z, CPU**, 140NOE771x1, AFS67X, CPU[][], 3xxx. */
function modelPattern(mark: string): string {
  return compact(mark.replace(/\[\]/g, "?").replace(/\/[?*-]+$/, ""));
}

/** "EDS-500E series" holds EDS-510E: a round number stands for the line. "IAW5000A-I/O" for IAW5250A-6I/O. */
function roundSeries(mark: string): string | null {
  const [, letters, digits, zeros, tail, suffix] =
    /^([A-Z]{2,}-?)([1-9]\d*?)(00+)([A-Z]*)(-[A-Z/-]+)?$/.exec(mark) ?? [];
  if (letters === undefined) return null;
  const head = compact(`${letters}${digits}${"?".repeat((zeros as string).length)}${tail}`);
  return suffix === undefined ? head : `${head}*${compact(suffix)}`;
}

/** "Power Monitoring Expert (PME)". */
function isAcronymOf(inner: string, text: string): boolean {
  if (!/^[A-Z&]{2,6}$/.test(inner.trim())) return false;
  const initials = marksOf(text)
    .map((mark) => mark[0])
    .join("");
  return initials.includes(inner.trim());
}
