import type { BannerKind, FingerprintRow, Recognition } from "./fingerprint";
import { neededTexts } from "./needed-texts";

/** Longer texts are cut: what a device is stands at the beginning. */
const MAX_TEXT = 512;
/** Different texts remembered: a flood of banners cannot fill the memory. */
const MAX_REMEMBERED = 20_000;

interface KnownRow {
  readonly row: FingerprintRow;
  /** Made when the first text of its kinds comes. */
  needed?: readonly string[] | null;
  /** Made when the first text comes in which one of `needed` stands. */
  pattern?: RegExp;
}

type Field = keyof Recognition;
const DEVICE_FIELDS: readonly Field[] = ["vendor", "model", "firmware", "os", "role"];
const PRODUCT_FIELDS: readonly Field[] = ["product", "productVendor", "version"];

const NOTHING: Recognition = {
  vendor: null,
  model: null,
  firmware: null,
  os: null,
  role: null,
  product: null,
  productVendor: null,
  version: null,
};

/** Throws a SyntaxError when the pattern is no regular expression. */
export function compilePattern(pattern: string): RegExp {
  return new RegExp(pattern, "i");
}

/** What one row reads out of a text; null when it does not match. */
export function readRow(row: FingerprintRow, pattern: RegExp, text: string): Recognition | null {
  const match = pattern.exec(text);
  if (!match) return null;
  const read = (field: Field) => match.groups?.[field]?.trim() || row[field] || null;
  return {
    vendor: read("vendor"),
    model: read("model"),
    firmware: read("firmware"),
    os: read("os"),
    role: read("role"),
    product: read("product"),
    productVendor: read("productVendor"),
    version: read("version"),
  };
}

/** Fields of a group are taken together, from rows that do not contradict what an earlier row said. */
function fill(into: Record<Field, string | null>, from: Recognition, fields: readonly Field[], leader: Field): void {
  const before = into[leader];
  if (before !== null && from[leader] !== null && from[leader] !== before) return;
  for (const field of fields) into[field] ??= from[field];
}

export type Recogniser = (kind: BannerKind, text: string) => Recognition | null;

/**
 * A function over rows, the most telling first: an earlier row's maker or product is kept, a later row only adds what is
 * still missing. Answers are remembered; null means that no row knows the text. Pure but for that memory.
 */
export function recogniser(rows: readonly FingerprintRow[]): Recogniser {
  const byKind = new Map<BannerKind, KnownRow[]>();
  for (const row of rows) {
    const known: KnownRow = { row, needed: undefined, pattern: undefined };
    for (const kind of row.kinds) {
      const list = byKind.get(kind);
      if (list) list.push(known);
      else byKind.set(kind, [known]);
    }
  }
  const remembered = new Map<string, Recognition | null>();
  return (kind, text) => {
    const key = `${kind} ${text.slice(0, MAX_TEXT)}`;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const answer = recognise(byKind.get(kind) ?? [], text.slice(0, MAX_TEXT));
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(key, answer);
    return answer;
  };
}

function recognise(rows: readonly KnownRow[], text: string): Recognition | null {
  const result: Record<Field, string | null> = { ...NOTHING };
  const lowerCase = text.toLowerCase();
  let isKnown = false;
  for (const known of rows) {
    const { row } = known;
    if (known.needed === undefined) known.needed = neededTexts(row.pattern);
    if (known.needed !== null && !standsIn(lowerCase, known.needed)) continue;
    known.pattern ??= compilePattern(row.pattern);
    const read = readRow(row, known.pattern, text);
    if (!read) continue;
    isKnown = true;
    fill(result, read, DEVICE_FIELDS, "vendor");
    fill(result, read, PRODUCT_FIELDS, "product");
  }
  return isKnown ? result : null;
}

function standsIn(text: string, parts: readonly string[]): boolean {
  for (const part of parts) if (text.includes(part)) return true;
  return false;
}
