import { parse } from "csv-parse/sync";
import { cleanText } from "@/lib/domain/clean-text";
import type { LifecycleEntry } from "@/lib/domain/lifecycle/lifecycle";
import { type Json, member, parseJson } from "../json-document";
import { type KnowledgeLedger, LedgerDraft } from "../ledger";

const MAX_ENTRIES = 200_000;
const MAX_RECORD_BYTES = 100_000;
const MAX_TEXT = 300;

type Column = Exclude<keyof LifecycleEntry, "place">;

/** Headings as lists have them, reduced to letters. */
const HEADINGS: Readonly<Record<string, Column>> = {
  ...headed("vendor", "vendor", "manufacturer", "maker", "brand"),
  ...headed("product", "product", "productname", "model", "name", "cycle"),
  ...headed(
    "orderNumber",
    "ordernumber",
    "ordernumberpattern",
    "partnumber",
    "articlenumber",
    "mlfb",
    "cataloguenumber",
    "catalognumber",
  ),
  ...headed("versions", "versions", "version", "versionrange", "firmware", "firmwareversion", "firmwareversions"),
  ...headed("endOfSale", "endofsale", "endofsales", "endofsaledate", "eos"),
  ...headed("endOfSupport", "endofsupport", "endofsupportdate", "support", "endofservice"),
  ...headed("endOfLife", "endoflife", "endoflifedate", "eol"),
  ...headed("source", "source", "url", "link", "reference"),
};

function headed(column: Column, ...names: string[]): Record<string, Column> {
  return Object.fromEntries(names.map((name) => [name, column]));
}

const columnOf = (heading: string): Column | undefined => {
  const key = heading.toLowerCase().replace(/[^a-z]/g, "");
  return Object.hasOwn(HEADINGS, key) ? HEADINGS[key] : undefined;
};

/**
 * Lists of end dates: CSV with a line of headings (comma, semicolon or tab), or JSON (a list of objects, or one below
 * "lifecycle") with the same names. A row without a product or without any date says nothing and is left out, and the
 * ledger says why. Throws AppError when a document cannot be read at all.
 */
export function readLifecycle(
  bytes: Uint8Array,
  source: string,
): { entries: LifecycleEntry[]; ledger: KnowledgeLedger } {
  const draft = new LedgerDraft(source);
  const entries: LifecycleEntry[] = [];
  const text = new TextDecoder().decode(bytes).replace(/^\uFEFF/, "");
  for (const { values, place } of rowsOf(text, bytes, source, draft)) {
    if (entries.length >= MAX_ENTRIES) {
      draft.note("too-many", place);
      break;
    }
    const entry = entryOf(values, `${source}, ${place}`, draft);
    draft.record(entry !== null);
    if (entry) entries.push(entry);
  }
  return { entries, ledger: draft.get() };
}

interface Row {
  readonly values: ReadonlyMap<Column, string>;
  readonly place: string;
}

function* rowsOf(text: string, bytes: Uint8Array, source: string, draft: LedgerDraft): Generator<Row> {
  if (/^\s*[[{]/.test(text)) {
    const json = parseJson(bytes, source);
    const list: readonly Json[] = Array.isArray(json) ? json : listBelow(json);
    for (const [index, item] of list.entries()) {
      const values = new Map<Column, string>();
      for (const [name, value] of typeof item === "object" && item !== null ? Object.entries(item) : []) {
        const column = columnOf(name);
        if (column && (typeof value === "string" || typeof value === "number")) values.set(column, String(value));
      }
      yield { values, place: `entry ${index + 1}` };
    }
    return;
  }
  const lines = text.split(/\r?\n/, 50);
  const heading = lines.find((line) => line.trim() !== "" && !line.startsWith("#")) ?? "";
  const delimiter = [",", ";", "\t"].sort((a, b) => heading.split(b).length - heading.split(a).length)[0] as string;
  let columns: (Column | undefined)[] | null = null;
  const records = parse(text, {
    delimiter,
    comment: "#",
    comment_no_infix: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_BYTES,
    skip_records_with_error: true,
    on_skip: (error) => {
      draft.record(false);
      draft.note("wrong-shape", error?.message ?? "a line that is no CSV");
      return undefined;
    },
  }) as unknown as { record: string[]; info: { lines: number } }[];
  for (const { record, info } of records) {
    if (columns === null) {
      columns = record.map(columnOf);
      continue;
    }
    const values = new Map<Column, string>();
    for (const [index, value] of record.entries()) {
      const column = columns[index];
      if (column && !values.has(column)) values.set(column, value);
    }
    yield { values, place: `line ${info.lines}` };
  }
}

function listBelow(json: Json): readonly Json[] {
  const list = member(json, "lifecycle");
  return Array.isArray(list) ? list : [];
}

function entryOf(values: ReadonlyMap<Column, string>, place: string, draft: LedgerDraft): LifecycleEntry | null {
  const text = (column: Column) => cleanText(values.get(column) ?? "", MAX_TEXT) || null;
  const day = (column: Column) => {
    const written = text(column);
    const read = written === null ? null : readDay(written);
    if (written !== null && read === null && !/^(?:n\/?a|none|-|tbd|tba|unknown|false|open)$/i.test(written)) {
      draft.note("unreadable-date", `${place}: ${written}`);
    }
    return read;
  };
  const versions = text("versions");
  const entry: LifecycleEntry = {
    vendor: text("vendor"),
    product: text("product"),
    orderNumber: text("orderNumber"),
    versions: versions !== null && /^(?:\*|all|any|all versions)$/i.test(versions) ? null : versions,
    endOfSale: day("endOfSale"),
    endOfSupport: day("endOfSupport"),
    endOfLife: day("endOfLife"),
    source: text("source"),
    place,
  };
  const isAbout = entry.orderNumber !== null || (entry.vendor !== null && entry.product !== null);
  const hasDay = entry.endOfSale !== null || entry.endOfSupport !== null || entry.endOfLife !== null;
  if (isAbout && hasDay) return entry;
  draft.note("wrong-shape", isAbout ? `${place}: no date` : `${place}: neither an order number nor maker and product`);
  return null;
}

/**
 * "2026-10-01", "2026-10-01T00:00:00Z", "01.10.2026"; a month or a year alone lasts to its last day. Dates with slashes
 * are read only with the year in front: nobody can tell 03/04 from 04/03.
 */
export function readDay(text: string): string | null {
  const plain = text.trim();
  const iso = /^(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2})(?:[T ].*)?)?)?$/.exec(plain);
  const european = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(plain);
  if (european) return dayOf(Number(european[3]), Number(european[2]), Number(european[1]));
  if (!iso) return null;
  const year = Number(iso[1]);
  const month = iso[2] === undefined ? 12 : Number(iso[2]);
  return dayOf(year, month, iso[3] === undefined ? lastOf(year, month) : Number(iso[3]));
}

const lastOf = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();

function dayOf(year: number, month: number, day: number): string | null {
  if (year < 1970 || year > 2199 || month < 1 || month > 12 || day < 1 || day > lastOf(year, month)) return null;
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
