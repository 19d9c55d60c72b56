const NUMBER = String.raw`(?:MX-|[A-Z]\.(?=\d))?[vVrR]?\d[\w.()\-]*(?:\s+(?:SP|Update|Upd|HF|Hotfix|Patch|Build|R|P|CU|FP|RU|TCU|U|MP|SIM)\s?\d+\w*)*`;

/** "1.0.", "v3.3.5": a number that a sign may stand before. */
const TO_NUMBER = String.raw`\s+(?:firmware\s+|software\s+)?(?:versions?\s+|releases?\s+)?(?=[vVrR]?\d)`;
const LESS = "(?:less|lower|earlier|older|smaller|fewer)";
const MORE = "(?:greater|more|higher|later|newer|larger)";
const EXCLUDED = "(?:excluding|exclusive(?: of)?|excluded|not including|not included|not inclusive)";

/**
 * Bounds said in a way that hides their direction from the rules below: "not later than", "equal to or less than",
 * "up to 3.5 (excluded)". They come first, as "later than 3.5" within the first would be read as its opposite.
 */
const WHOLE_PHRASES: readonly (readonly [RegExp, string])[] = [
  [/([<>])\s+=(?!=)/g, "$1="],
  // "3.5 (and prior)".
  [
    /\(\s*((?:and|or)\s+(?:all\s+)?(?:prior|earlier|below|older|lower|previous|later|newer|above|higher|up)\b[^)\d]*)\)/gi,
    " $1",
  ],
  [new RegExp(`\\b(?:not|no) ${MORE} than${TO_NUMBER}`, "gi"), "<="],
  [new RegExp(`\\b(?:not|no) ${LESS} than${TO_NUMBER}`, "gi"), ">="],
  [
    new RegExp(
      `\\b(?:equal (?:to )?or ${LESS}(?: th[ae]n)?|${LESS}(?: th[ae]n)? or equal(?: to| than)?)${TO_NUMBER}`,
      "gi",
    ),
    "<=",
  ],
  [
    new RegExp(
      `\\b(?:equal (?:to )?or ${MORE}(?: th[ae]n)?|${MORE}(?: th[ae]n)? or equal(?: to| than)?)${TO_NUMBER}`,
      "gi",
    ),
    ">=",
  ],
  [/\b(less|lower|earlier|older|greater|higher|later|newer) then\b/gi, "$1 than"],
  [new RegExp(`\\b(?:up to|until|till),?\\s*\\(?(?:but )?${EXCLUDED}\\)?,?${TO_NUMBER}`, "gi"), "<"],
  [
    new RegExp(
      `\\b(?:up to|until|till|before)\\s+(?:versions?\\s+)?([vVrR]?\\d[\\w.]*),?\\s*\\(?(?:but )?${EXCLUDED}\\b\\)?`,
      "gi",
    ),
    "<$1",
  ],
  [/\bup to,? and including,?\s+/gi, "up to "],
  [/\b(?:maximum|max\.?|at most)\s+(?:versions?\s+)?(?=[vVrR]?\d)/gi, "<="],
  [/\b(?:minimum|min\.?|at least)\s+(?:versions?\s+)?(?=[vVrR]?\d)/gi, ">="],
  [/(?<=\d)\s*\.\.\.?\s*(?=[vV]?\d)/g, " to "],
  [/(?:\b(?:from|since)\s+)?\b([vVrR]?\d[\w.]*)(?:\+(?=\s*(?:$|[,;|)]))|\s+(?:onwards?|upwards?)\b)/gi, ">=$1"],
];

/** Prose to operators, in this order. */
const PROSE: readonly (readonly [RegExp, string])[] = [
  // "15.2{7}E2": brackets that did not survive a conversion.
  [/\{(\w+)\}/g, "($1)"],
  // "2.2.1 all revisions": the line.
  [/(\d[\w.]*)\s+\(?all (?:revisions|builds|releases|patches)\)?/gi, "$1.*"],
  [/[\u2264]|=</g, "<="],
  [/=>/g, ">="],
  // "2017 (1.9.0)": the same version in another way of counting.
  [/(\d)\s+\((?:version |release |build )?(?:n(?:r|o|umber)\b\.?\s?)?\d+(?:\.\d+)+\)/gi, "$1"],
  // What it was called, where it runs, that it is old: nothing about the version.
  [
    /\((?:formerly|previously|all|windows|linux|android|macos|inclusive|end[- ]of|eol|discontinued|legacy)\b[^)\d]*\)/gi,
    " ",
  ],
  // "8.2_20170817": the day it was built.
  [/(\d)_(?=20[0-3]\d[01]\d[0-3]\d\b)/g, "$1."],
  // "All 8.0 versions after 8.0.4", "All 8.1 versions prior to 8.1.10": within the line.
  [
    /\b(?:all\s+)?[vV]?(\d[\w.]*)\s+versions?\s+(?:after|later than|newer than|above)\s+(?:version\s+)?[vV]?(\d[\w.]*)/gi,
    ">$2 <=$1.*",
  ],
  [
    /\b(?:all\s+)?[vV]?(\d[\w.]*)\s+versions?\s+(?:prior to|before|below|earlier than)\s+(?:version\s+)?[vV]?(\d[\w.]*)/gi,
    ">=$1 <$2",
  ],
  [/\b(?:versions?\s+)?([vVrR]?\d[\w.]*)\s+revisions up to\s+(?=[vVrR]?\d)/gi, ">=$1 <="],
  // "1.05 F": the letter belongs to the number.
  [/(\d) ([A-Z])(?=\s*$|\s*[,;|)]|\s+and\b)/g, "$1$2"],
  [/[\u2265]/g, ">="],
  [/\bvers:[a-z]+\//gi, " "],
  // "SRN4000_v2.16": what it is called stands before its version.
  [/\b[A-Z]{2,}\d*_(?=v\d)/gi, " "],
  [/_/g, " "],
  [/\bservice pack\b/gi, "SP"],
  [/\bfeature pack\b/gi, "FP"],
  [
    /\b(?:prior to|before|older than|earlier than|less than|lower than|below|previous to)\s+(?:and including\s+)(?:versions?\s+)?(?=[vVrR]?\d)/gi,
    "<=",
  ],
  [
    /\b(?:all\s+)?(?:firmware\s+|software\s+|system\s+)?(?:versions?\s+)?(?:prior to|before|older than|earlier than|less than|lower than|below|under|previous to|not updated to|up to but not including)\s+(?:and not including\s+)?(?:firmware\s+|software\s+)?(?:versions?\s+|release\s+)?(?=\D{0,12}\d)/gi,
    "<",
  ],
  [/\b(?:up to(?: and including)?|up through|through and including)\s+(?:versions?\s+)?(?=[vVrR]?\d)/gi, "<="],
  // "versions through 3.5"; behind a number it is a span, which THROUGH reads.
  [/(?<![\d*x)][\w.)]*\s*)\b(?:through|thru|until|till)\s+(?:versions?\s+)?(?=[vVrR]?\d)/gi, "<="],
  [/\bbetween\s+(?:versions?\s+)?(\S+)\s+and\s+(?:versions?\s+)?(\S+)/gi, ">=$1 <=$2"],
  [/\bback to\s+(?=[vVrR]?\d)/gi, "back-to >="],
  [/\b(?:since|from|starting (?:with|from)|beginning with)\s+(?:versions?\s+)?(?=[vVrR]?\d)/gi, ">="],
  [/\b(?:later than|newer than|greater than|above|after|higher than)\s+(?:versions?\s+)?(?=[vVrR]?\d)/gi, ">"],
];

const THROUGH = new RegExp(
  String.raw`(?<![<>=]\s?)(?<![<>=]\s?\w)(?<![\d.])\b(${NUMBER})\s+(?:to|through|thru|until|till|–|—|-)\s+(?:versions?\s+)?(?:prior to\s+)?(?=(?:[A-Z]\.)?[vVrR]?\d|<)`,
  "gi",
);
/** "from 1.0 to 2.0", of which the first half has its sign already. */
const FROM_THROUGH = new RegExp(
  String.raw`(>=?\s?${NUMBER})\s+(?:to|through|thru|until|till|–|—|-)\s+(?:versions?\s+)?(?=[vVrR]?\d|<)`,
  "gi",
);
/** "01.14.000-01.47.000", "1.265B -1.285X": from one to the other where both are counted alike. */
const DASHED = /(?<![\w.<>=-]\s?)(v?\d+(?:\.\d+)+[A-Z]?)\s?[-–—]\s?(v?\d+(?:\.\d+)+[A-Z]?)(?![\w.-])/gi;

/** "[1.0, 2.0)": the mathematicians' way; round brackets on both sides hold a list. */
const BRACKETS = /^\s*([[(])\s*([vV]?\d[\w.-]*)?\s*,\s*([vV]?\d[\w.-]*)?\s*([\])])\s*$/;

function readBrackets(whole: string, open: string, low: string | undefined, high: string | undefined, close: string) {
  if (open === "(" && close === ")" && low !== undefined && high !== undefined) return whole;
  const from = low === undefined ? "" : `${open === "[" ? ">=" : ">"}${low}`;
  return `${from} ${high === undefined ? "" : `${close === "]" ? "<=" : "<"}${high}`}`;
}

/**
 * The text of a version range with signs (`<`, `<=`, `>`, `>=`) in place of the words that say the same; `<=~` ends a
 * span whose end may name a whole line. Everything else stays as it was.
 */
export function operatorsOf(range: string): string {
  let text = range.replace(BRACKETS, readBrackets);
  for (const [pattern, replacement] of [...WHOLE_PHRASES, ...PROSE]) text = text.replace(pattern, replacement);
  text = text.replace(DASHED, (whole, low: string, high: string) =>
    low.split(".").length === high.split(".").length ? `>=${low} <=${high}` : whole,
  );
  text = text
    .replace(/(\d)\s?<=\s?(?=\d)/g, "$1 <=")
    .replace(FROM_THROUGH, "$1 <=~ ")
    .replace(THROUGH, ">=$1 <=~ ");
  return text.replace(/(\d[\w.]*)(?:\s*-\s+|\s+-)(?=\d)/g, ">=$1 <=~");
}
