/**
 * Versions of software packages, by the ecosystem's own rule (VERS types, package-url/vers-spec). Control-system firmware
 * is ordered by lib/domain/advisory/version.ts instead: makers of devices count differently from package registries.
 */
export const VERSION_TYPES = [
  "generic",
  "openssl",
  "semver",
  "maven",
  "deb",
  "rpm",
  "intdot",
  "lexicographic",
  "datetime",
] as const;
export type VersionType = (typeof VERSION_TYPES)[number];

const MAX_LENGTH = 200;
/** Words that come before the release that they lead to. */
const CANDIDATE = /^(?:dev|alpha|a|beta|b|preview|pre|rc|cr|c|snapshot|milestone|m)$/;
const CANDIDATE_ORDER = [
  "dev",
  "snapshot",
  "alpha",
  "a",
  "milestone",
  "m",
  "beta",
  "b",
  "preview",
  "pre",
  "rc",
  "cr",
  "c",
];

/** Package URL types whose versions have a rule of their own. */
export function versionTypeOf(purlType: string | null, project: string): VersionType {
  if (project === "openssl") return "openssl";
  if (purlType === "deb") return "deb";
  if (purlType === "rpm") return "rpm";
  if (purlType === "maven") return "maven";
  if (purlType !== null && ["npm", "cargo", "golang", "hex", "swift", "pub"].includes(purlType)) return "semver";
  return "generic";
}

/** True when the text names a release: it has a number in front, and is no commit ("custom", "local", "f60aa08c…" are none). */
export function isVersion(text: string): boolean {
  const plain = text.trim().replace(/^[vV](?=\d)/, "");
  if (plain.length > MAX_LENGTH || !/^\d/.test(plain)) return false;
  return !(/^[0-9a-f]{7,64}$/i.test(plain) && /[a-f]/i.test(plain));
}

/** −1, 0 or 1; null when one of them is no version of this type. */
export function compareComponentVersions(a: string, b: string, type: VersionType = "generic"): -1 | 0 | 1 | null {
  if (a.length > MAX_LENGTH || b.length > MAX_LENGTH) return null;
  if (type === "lexicographic") return compareBytes(a, b);
  if (type === "datetime") {
    const [left, right] = [Date.parse(a), Date.parse(b)];
    return Number.isNaN(left) || Number.isNaN(right) ? null : sign(left - right);
  }
  const [left, right] = [bare(a), bare(b)];
  if (!isVersion(left) || !isVersion(right)) return null;
  if (type === "deb") return compareDebian(left, right);
  if (type === "rpm") return compareRpm(left, right);
  if (type === "semver") return compareSemver(left, right) ?? compareGeneric(left, right);
  if (type === "intdot") return compareIntdot(left, right);
  if (type === "maven") return compareGeneric(withoutRelease(left), withoutRelease(right));
  return compareGeneric(left, right);
}

/** "4.1.94.Final" is 4.1.94, "2.0-M3" a milestone: Maven's own words (ComparableVersion). */
const withoutRelease = (text: string) =>
  text.replace(/[.-](?:final|ga|release)$/i, "").replace(/([.-])m(?=\d)/i, "$1milestone");

const bare = (text: string) => text.trim().replace(/^[vV](?=\d)/, "");
const sign = (value: number): -1 | 0 | 1 => (value < 0 ? -1 : value > 0 ? 1 : 0);

/** By Unicode code point, which is the order of the UTF-8 bytes (VERS, "lexicographic"). */
function compareBytes(a: string, b: string): -1 | 0 | 1 {
  const [left, right] = [[...a], [...b]];
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const difference = ((left[at] as string).codePointAt(0) ?? 0) - ((right[at] as string).codePointAt(0) ?? 0);
    if (difference !== 0) return sign(difference);
  }
  return sign(left.length - right.length);
}

/** Numbers between dots; leading zeros and everything behind the numbers are ignored (VERS, "intdot"). */
function compareIntdot(a: string, b: string): -1 | 0 | 1 {
  const numbers = (text: string) => (/^\d+(?:\.\d+)*/.exec(text)?.[0] ?? "").split(".").map(BigInt);
  const [left, right] = [numbers(a), numbers(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const [x, y] = [left[at] ?? 0n, right[at] ?? 0n];
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}

/**
 * Runs of digits and of letters in turn. A missing number is 0; a letter behind a number comes after it ("1.1.1" < "1.1.1a"
 * < "1.1.1z" < "1.1.1za"), a candidate before it ("1.0-rc2" < "1.0"). What follows "+" is a build and counts nothing.
 */
function compareGeneric(a: string, b: string): -1 | 0 | 1 {
  const [left, right] = [piecesOf(a), piecesOf(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const order = comparePieces(left[at], right[at]);
    if (order !== 0) return order;
  }
  return 0;
}

const piecesOf = (text: string) => (text.toLowerCase().split("+", 1)[0] as string).match(/\d+|[a-z]+/g) ?? [];

function comparePieces(a: string | undefined, b: string | undefined): -1 | 0 | 1 {
  const [rankA, rankB] = [rankOf(a), rankOf(b)];
  if (rankA !== rankB) return sign(rankA - rankB);
  if (a === undefined || b === undefined) return 0;
  if (rankA === NUMBER || /^0+$/.test(a)) return compareNumbers(a, b);
  if (rankA === BEFORE) return sign(CANDIDATE_ORDER.indexOf(a) - CANDIDATE_ORDER.indexOf(b));
  // OpenSSL goes on behind z with za, zb: a longer run is later.
  if (a.length !== b.length && (/^z/.test(a) || /^z/.test(b))) return sign(a.length - b.length);
  return a < b ? -1 : a > b ? 1 : 0;
}

const BEFORE = 0;
const MISSING = 1;
const LETTERS = 2;
const NUMBER = 3;

function rankOf(piece: string | undefined): number {
  if (piece === undefined || /^0+$/.test(piece)) return MISSING;
  if (/^\d/.test(piece)) return NUMBER;
  return CANDIDATE.test(piece) && piece.length > 1 ? BEFORE : LETTERS;
}

function compareNumbers(a: string, b: string): -1 | 0 | 1 {
  const [left, right] = [a.replace(/^0+(?=\d)/, ""), b.replace(/^0+(?=\d)/, "")];
  if (left.length !== right.length) return sign(left.length - right.length);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Semantic Versioning 2.0.0, clause 11; null when one of them is none. */
function compareSemver(a: string, b: string): -1 | 0 | 1 | null {
  const read = (text: string) => /^(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+.*)?$/.exec(text);
  const [left, right] = [read(a), read(b)];
  if (!left || !right) return null;
  for (const at of [1, 2, 3]) {
    const order = compareNumbers(left[at] as string, right[at] as string);
    if (order !== 0) return order;
  }
  if (left[4] === undefined || right[4] === undefined) {
    return left[4] === right[4] ? 0 : left[4] === undefined ? 1 : -1;
  }
  const [x, y] = [left[4].split("."), right[4].split(".")];
  for (let at = 0; at < Math.max(x.length, y.length); at++) {
    const [one, other] = [x[at], y[at]];
    if (one === undefined || other === undefined) return one === undefined ? -1 : 1;
    if (one === other) continue;
    const areNumbers = [/^\d+$/.test(one), /^\d+$/.test(other)];
    if (areNumbers[0] && areNumbers[1]) return compareNumbers(one, other);
    if (areNumbers[0] !== areNumbers[1]) return areNumbers[0] ? -1 : 1;
    return one < other ? -1 : 1;
  }
  return 0;
}

/** Debian Policy 5.6.12: epoch, upstream version, revision; "~" comes before everything, even the end. */
function compareDebian(a: string, b: string): -1 | 0 | 1 {
  const read = (text: string) => {
    const epoch = /^(\d+):/.exec(text)?.[1] ?? "0";
    const rest = text.replace(/^\d+:/, "");
    const dash = rest.lastIndexOf("-");
    return { epoch, upstream: dash < 0 ? rest : rest.slice(0, dash), revision: dash < 0 ? "0" : rest.slice(dash + 1) };
  };
  const [left, right] = [read(a), read(b)];
  return (
    compareNumbers(left.epoch, right.epoch) ||
    compareTilde(left.upstream, right.upstream, debianWeight) ||
    compareTilde(left.revision, right.revision, debianWeight)
  );
}

/** rpmvercmp, with epoch and release. */
function compareRpm(a: string, b: string): -1 | 0 | 1 {
  const read = (text: string) => {
    const epoch = /^(\d+):/.exec(text)?.[1] ?? "0";
    const [version = "", release = ""] = text.replace(/^\d+:/, "").split("-", 2);
    return { epoch, version, release };
  };
  const [left, right] = [read(a), read(b)];
  const first = compareNumbers(left.epoch, right.epoch) || compareRpmPart(left.version, right.version);
  if (first !== 0 || left.release === "" || right.release === "") return first;
  return compareRpmPart(left.release, right.release);
}

function compareRpmPart(a: string, b: string): -1 | 0 | 1 {
  const pieces = (text: string) => text.match(/\d+|[A-Za-z]+|[~^]/g) ?? [];
  const [left, right] = [pieces(a), pieces(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const [x, y] = [left[at], right[at]];
    if (x === y) continue;
    if (x === "~" || y === "~") return x === "~" ? -1 : 1;
    if (x === undefined || y === undefined) return x === undefined ? -1 : 1;
    if (x === "^" || y === "^") return x === "^" ? -1 : 1;
    const numbers = [/^\d/.test(x), /^\d/.test(y)];
    if (numbers[0] !== numbers[1]) return numbers[0] ? 1 : -1;
    const order = numbers[0] ? compareNumbers(x, y) : x < y ? -1 : 1;
    if (order !== 0) return order;
  }
  return 0;
}

const debianWeight = (character: string | undefined): number => {
  if (character === "~") return -1;
  if (character === undefined) return 0;
  const code = character.charCodeAt(0);
  return /[A-Za-z]/.test(character) ? code : code + 256;
};

/** Runs of non-digits by the weight of each character, runs of digits as numbers. */
function compareTilde(a: string, b: string, weight: (character: string | undefined) => number): -1 | 0 | 1 {
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    while ((i < a.length && !isDigit(a[i])) || (j < b.length && !isDigit(b[j]))) {
      const order = sign(weight(isDigit(a[i]) ? undefined : a[i]) - weight(isDigit(b[j]) ? undefined : b[j]));
      if (order !== 0) return order;
      i++;
      j++;
    }
    const [x, y] = [/^\d*/.exec(a.slice(i))?.[0] ?? "", /^\d*/.exec(b.slice(j))?.[0] ?? ""];
    const order = compareNumbers(x === "" ? "0" : x, y === "" ? "0" : y);
    if (order !== 0) return order;
    i += x.length;
    j += y.length;
  }
  return 0;
}

const isDigit = (character: string | undefined): boolean => character !== undefined && /\d/.test(character);
