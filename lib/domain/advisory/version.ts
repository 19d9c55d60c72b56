/**
 * Versions as control-system makers write them, in one total order per scheme. A version is a list of segments (numbers
 * and letters) and of named steps behind it (service pack, update, hotfix). Numbers are integers, never decimals:
 * Rockwell's 10.10 is newer than 10.7 and equal to 10.010, and no maker known here means anything else.
 */

/** Rules that differ by maker. "plain" serves everybody who is not named. */
export type VersionScheme = "plain" | "siemens" | "wago";

export interface Version {
  readonly raw: string;
  readonly scheme: VersionScheme;
  /** Numbers and lower-case letter runs in order; "*" stands for any value. */
  readonly segments: readonly (number | string)[];
  /** Named steps, by their rank in STEPS; a step that is not named counts as 0. */
  readonly steps: readonly number[];
  /** Build number; ignored where only one side has one. */
  readonly build: number | null;
}

/** Named steps behind a version, coarse to fine, with the spellings seen. */
const STEPS: readonly RegExp[] = [
  /^(?:r|rel|release|ru)$/,
  /^(?:sp|spi|servicepack|tcu|fp)$/,
  /^(?:upd|update|u|cu|sim)$/,
  /^(?:hf|hotfix)$/,
  /^(?:p|patch|securitypatch|mp)$/,
];
const SERVICE_PACK = 1;
const UPDATE = 2;

/** Words before a version that say only that one follows. */
const LABEL =
  /^(?:(?:firmware|software|system|runtime|application|product|program)\s+)?(?:versions?|vers\.?|ver\.?|revisions?|rev\.?|firmware|fw|sw|build)?[\s:.]*(?=[vVrR]?\d|sv\d|mx-)/i;

/** Longest text that is looked at; versions are short, hostile texts are not. */
const MAX_LENGTH = 120;

/**
 * Reads a version. Leading product words are dropped ("ROX 2.14.0", "TwinCAT 3.1", "MX-V4.4.2.73"); what remains must
 * begin with a number. @returns null for anything that is no version
 */
export function parseVersion(raw: string, scheme: VersionScheme = "plain"): Version | null {
  if (raw.length > MAX_LENGTH) return null;
  const text = withoutLabel(raw.trim().replace(/[_\u00a0]+/g, " "));
  if (text === null) return null;
  const segments: (number | string)[] = [];
  const steps = STEPS.map(() => 0);
  let build: number | null = null;
  let rest = text
    .toLowerCase()
    .replace(/\bservice pack\b/g, "sp")
    .replace(/\bfeature pack\b/g, "fp")
    .replace(/\bcumulative update\b/g, "cu")
    .replace(/\bhot fix\b/g, "hf");
  rest = rest
    .replace(/\bsecurity patch\b/g, "p")
    .replace(/(\d)p(?=\d+$)/, "$1 p")
    .replace(/(\d)(sp|hf|upd|update|sim)(?=\s?\d)/g, "$1 $2");
  const index = scheme === "wago" ? /\((\d{1,3})\)\s*$/.exec(rest) : null;
  if (index) {
    build = Number(index[1]);
    rest = rest.slice(0, index.index);
  }
  const pieces = rest.match(/\d+|[a-z]+|\*|[^\da-z*]+/g) ?? [];
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at] as string;
    if (/^\d/.test(piece)) {
      if (piece.length > 15) return null;
      segments.push(Number(piece));
    } else if (piece === "*" || (piece === "x" && isWildcard(pieces, at))) segments.push("*");
    else if (/^[a-z]/.test(piece)) {
      const next = numberAfter(pieces, at);
      const before = pieces[at - 1] ?? "";
      const step = STEPS.findIndex((names) => names.test(piece));
      const stands = before === "" || /[\s_-]$/.test(before);
      if (step >= 0 && next !== null && stands && segments.length > 0) {
        steps[step] = next.value;
        at = next.at;
      } else if ((piece === "build" || piece === "b") && next !== null && stands && segments.length > 0) {
        build = next.value;
        at = next.at;
      } else if (piece === "build" || piece === "default" || piece === "version" || piece === "v") continue;
      else if (segments.length === 0 && piece.length > 1) continue;
      else segments.push(piece);
    } else if (!/^[\s.\-()/:+,]+$/.test(piece)) return null;
  }
  if (typeof segments[0] !== "number" && !isLetterFirst(segments)) return null;
  return { raw, scheme, segments: folded(segments, steps, scheme), steps, build };
}

/** "B.02", "C.00.04", "A8": makers of medical devices and drives put a letter in front, and count it. */
const isLetterFirst = ([first, second]: readonly (number | string)[]) =>
  typeof first === "string" && first.length === 1 && first !== "*" && typeof second === "number";

/** "d78dda6": the name of a commit, which no order is in. */
const COMMIT = /^(?=\w*\d)(?=\w*[a-f])[0-9a-f]{7,40}$/;

function withoutLabel(text: string): string | null {
  const plain = text.replace(LABEL, "");
  if (COMMIT.test(plain)) return null;
  const bare = /^(?:mx-?v|sv|[vr])?\.?\s?(?=\d)/i.exec(plain);
  if (bare) return plain.slice(bare[0].length);
  if (/^[A-Z]\.?\d/i.test(plain)) return plain;
  // Product words in front: only whole words, and the version starts behind a blank.
  const words = /^(?:[A-Za-z][\w-]*\s+){1,5}(?:mx-?v|sv|[vr])?(?=\d)/i.exec(plain);
  if (words) return plain.slice(words[0].length);
  // "SE2021MP7", "MP1.1", "VX.2.14": a label that is written to the number.
  const attached = /^[A-Za-z]{2,}(?:\.[A-Za-z]+)*\.?(?=\d)/.exec(plain);
  return attached ? plain.slice(attached[0].length) : null;
}

/** "x" is a wildcard when it stands alone between separators: 12.7.X, 11.3.x. */
function isWildcard(pieces: readonly string[], at: number): boolean {
  const after = pieces[at + 1];
  return (pieces[at - 1] ?? "").endsWith(".") && (after === undefined || !/^[a-z\d]/.test(after));
}

function numberAfter(pieces: readonly string[], at: number): { value: number; at: number } | null {
  for (let next = at + 1; next <= at + 2; next++) {
    const piece = pieces[next];
    if (piece === undefined) return null;
    if (/^\d{1,15}$/.test(piece)) return { value: Number(piece), at: next };
    if (!/^[\s.#:-]+$/.test(piece)) return null;
  }
  return null;
}

/** Siemens counts service pack and update as third and fourth number: V7.5 SP2 Update 13 is V7.5.2.13. */
function folded(segments: (number | string)[], steps: number[], scheme: VersionScheme): (number | string)[] {
  if (scheme !== "siemens" || segments.some((it) => typeof it === "string")) return segments;
  if (segments.length > 3 || (segments.length === 3 && (steps[SERVICE_PACK] ?? 0) > 0)) return segments;
  const servicePack = steps[SERVICE_PACK] as number;
  const update = steps[UPDATE] as number;
  if (servicePack === 0 && update === 0) return segments;
  const whole = [...segments];
  while (whole.length < 2) whole.push(0);
  if (whole.length === 2) whole.push(servicePack);
  if (update > 0) whole.push(update);
  steps[SERVICE_PACK] = 0;
  steps[UPDATE] = 0;
  return whole;
}

/**
 * The total order of a scheme: −1, 0 or 1. A missing segment is 0, a letter stands between "missing" and 1, a candidate
 * ("rc", "beta") before everything. Wildcards compare as "any".
 */
export function orderVersions(a: Version, b: Version): -1 | 0 | 1 {
  const length = Math.max(a.segments.length, b.segments.length);
  for (let at = 0; at < length; at++) {
    const order = orderSegments(a.segments[at] ?? 0, b.segments[at] ?? 0);
    if (order !== 0) return order;
  }
  for (let at = 0; at < STEPS.length; at++) {
    const difference = (a.steps[at] as number) - (b.steps[at] as number);
    if (difference !== 0) return difference < 0 ? -1 : 1;
  }
  return sign((a.build ?? 0) - (b.build ?? 0));
}

/**
 * Compares as far as it means something: null when the first difference is a letter against a number (two ways of
 * counting), when one side is a year and the other is not, or when a wildcard hides it. A build number counts only when
 * both have one.
 */
export function compareVersions(a: Version, b: Version): -1 | 0 | 1 | null {
  if (isYear(a) !== isYear(b) && a.segments[0] !== 0 && b.segments[0] !== 0) return null;
  const length = Math.max(a.segments.length, b.segments.length);
  for (let at = 0; at < length; at++) {
    const left = a.segments[at];
    const right = b.segments[at];
    if (left === "*" || right === "*") continue;
    if (left !== undefined && right !== undefined && typeof left !== typeof right) return null;
    const order = orderSegments(left ?? 0, right ?? 0);
    if (order !== 0) return order;
  }
  return orderVersions(
    { ...a, segments: [], build: b.build === null ? null : a.build },
    {
      ...b,
      segments: [],
      build: a.build === null ? null : b.build,
    },
  );
}

function isYear(version: Version): boolean {
  const first = version.segments[0];
  return typeof first === "number" && ((first >= 1990 && first < 2100) || first >= 19_900_000);
}

/** True when the version lies in the line: its first segments are those of the prefix. */
export function isInLine(version: Version, prefix: readonly (number | string)[]): boolean {
  return prefix.every((segment, at) => segment === "*" || (version.segments[at] ?? 0) === segment);
}

function orderSegments(a: number | string, b: number | string): -1 | 0 | 1 {
  const [numberA, lettersA] = keyOf(a);
  const [numberB, lettersB] = keyOf(b);
  if (numberA !== numberB) return numberA < numberB ? -1 : 1;
  return lettersA < lettersB ? -1 : lettersA > lettersB ? 1 : 0;
}

function keyOf(segment: number | string): [number, string] {
  if (typeof segment === "number") return [segment, ""];
  if (/^(?:rc|alpha|beta|pre|dev)$/.test(segment)) return [-1, segment];
  return [0, segment];
}

const sign = (value: number): -1 | 0 | 1 => (value < 0 ? -1 : value > 0 ? 1 : 0);
