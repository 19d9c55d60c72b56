import { compare } from "../query/compare";
import { compareVersions, fits } from "../query/matches";
import type { Comparison, Query, QueryTest, TextField } from "../query/query";
import { momentUs } from "../query/read-time";
import { versionOrder } from "../query/version-order";
import { narrowByCodes } from "./count-facets";
import type { DeviceColumns } from "./device-columns";
import { giveBack, lend, lendCopy } from "./lent-arrays";
import type { Codes } from "./text-column";

/** Names of what columns hold by id. */
export interface ColumnNames {
  readonly zones: ReadonlyMap<string, string>;
  readonly sites: ReadonlyMap<string, string>;
  readonly realms: ReadonlyMap<string, string>;
}

/** Answers of tests that no column can give: 1 for every row that passes. */
export type OtherAnswers = ReadonlyMap<QueryTest, Uint8Array>;

const TEXT_OF: Partial<
  Record<
    TextField,
    | "vendor"
    | "model"
    | "firmware"
    | "orderNumber"
    | "golden"
    | "os"
    | "role"
    | "owner"
    | "location"
    | "state"
    | "presence"
    | "riskBand"
  >
> = {
  vendor: "vendor",
  model: "model",
  firmware: "firmware",
  order: "orderNumber",
  golden: "golden",
  os: "os",
  role: "role",
  owner: "owner",
  location: "location",
  state: "state",
  presence: "presence",
  band: "riskBand",
};
const NUMBER_OF = {
  risk: "riskScore",
  level: "purdueLevel",
  criticality: "criticality",
  conflicts: "conflictCount",
  modules: "moduleCount",
  support: "endOfSupportUs",
  first: "firstSeenUs",
  last: "lastSeenUs",
} as const;

/** Whether the columns can answer the test by themselves. */
export function isColumnar(test: QueryTest): boolean {
  switch (test.kind) {
    case "words":
    case "version":
    case "number":
    case "time":
      return true;
    case "text":
      return test.field in TEXT_OF || ["zone", "site", "realm", "protocol", "tag"].includes(test.field);
    case "known":
      return (
        test.field in TEXT_OF ||
        test.field in NUMBER_OF ||
        ["zone", "site", "realm", "protocol", "tag", "exposed", "name"].includes(test.field)
      );
    default:
      return false;
  }
}

/** The tests of a query that only the database can answer. */
export function otherTests(query: Query): QueryTest[] {
  if (query.kind === "and" || query.kind === "or") return query.parts.flatMap(otherTests);
  if (query.kind === "not") return otherTests(query.part);
  return isColumnar(query) ? [] : [query];
}

/** Whether a query names zones, sites or realms, which columns know by id. */
export function asksForNames(query: Query): boolean {
  if (query.kind === "and" || query.kind === "or") return query.parts.some(asksForNames);
  if (query.kind === "not") return asksForNames(query.part);
  return "field" in query && ["zone", "site", "realm"].includes(query.field);
}

/** 1 for every row in use that fits; the same devices as `matches` of lib/domain/query finds. To be given back. */
export function evaluateQuery(
  query: Query,
  columns: DeviceColumns,
  names: ColumnNames,
  others: OtherAnswers,
  nowUs: number,
): Uint8Array {
  const result = lendCopy(columns.isUsed, columns.rows);
  narrow(query, result);
  return result;

  /** Takes the rows out of the mask that do not fit. */
  function narrow(part: Query, mask: Uint8Array): void {
    switch (part.kind) {
      case "and":
        for (const it of part.parts) narrow(it, mask);
        return;
      case "or": {
        const found = lend(Uint8Array, mask.length).fill(0);
        for (const it of part.parts) {
          const passing = lendCopy(mask);
          narrow(it, passing);
          for (let row = 0; row < mask.length; row++) found[row] = (found[row] as number) | (passing[row] as number);
          giveBack(passing);
        }
        mask.set(found);
        giveBack(found);
        return;
      }
      case "not": {
        const passing = lendCopy(mask);
        narrow(part.part, passing);
        for (let row = 0; row < mask.length; row++) mask[row] = (mask[row] as number) ^ (passing[row] as number);
        giveBack(passing);
        return;
      }
      default: {
        const answer = others.get(part);
        if (answer) keepRows(answer, mask);
        else narrowByTest(part, columns, names, nowUs, mask);
      }
    }
  }
}

function narrowByTest(
  test: QueryTest,
  columns: DeviceColumns,
  names: ColumnNames,
  nowUs: number,
  mask: Uint8Array,
): void {
  switch (test.kind) {
    case "words": {
      const found = columns.search.find(test.text, columns.rows);
      keepRows(found, mask);
      giveBack(found);
      break;
    }
    case "version":
      narrowByVersion(columns, test, names, mask);
      break;
    case "text":
      narrowByTexts(columns, test.field, names, mask, (value) => fits(test.pattern, value));
      break;
    case "known":
      narrowToKnown(columns, test.field, names, mask);
      break;
    case "number":
      if (test.field === "exposed") {
        const allowed = Uint8Array.of(0, 1).map((value) => (compare(value, test.operator, test.value) ? 1 : 0));
        narrowByCodes(columns.isExposed, allowed, mask);
      } else narrowByNumbers(columns, test.field, mask, rangeOf(test.operator, test.value));
      break;
    case "time": {
      const from = test.from === null ? EVERY.from : momentUs(test.from, nowUs);
      const to = test.to === null ? EVERY.to : momentUs(test.to, nowUs);
      narrowByNumbers(columns, test.field, mask, { from, to });
      break;
    }
    default:
      throw new Error(`No column answers "${test.kind}".`);
  }
}

/** Texts of columns are compared by the orders that are kept of them. */
function narrowByVersion(
  columns: DeviceColumns,
  { field, operator, version }: QueryTest & { kind: "version" },
  names: ColumnNames,
  mask: Uint8Array,
): void {
  const name = TEXT_OF[field];
  if (name === undefined) {
    narrowByTexts(columns, field, names, mask, (it) => compareVersions(it, operator, version));
    return;
  }
  const wanted = versionOrder(version);
  const orders = columns.texts[name].versionOrders();
  const passes = (order: string | null) => order !== null && wanted !== null && compare(order, operator, wanted);
  narrowByCodes(
    columns.texts[name].codes,
    Uint8Array.from(orders, (it) => (passes(it) ? 1 : 0)),
    mask,
  );
}

function narrowToKnown(
  columns: DeviceColumns,
  field: (QueryTest & { kind: "known" })["field"],
  names: ColumnNames,
  mask: Uint8Array,
): void {
  // Of every device it is known.
  if (field === "exposed") return;
  if (field in NUMBER_OF) narrowByNumbers(columns, field as keyof typeof NUMBER_OF, mask, EVERY);
  else if (field === "name") {
    const { roughNames } = columns;
    for (let row = 0; row < mask.length; row++) if (Number.isNaN(roughNames[row])) mask[row] = 0;
  } else narrowByTexts(columns, field as TextField, names, mask, () => true);
}

function keepRows(rows: Uint8Array, mask: Uint8Array): void {
  for (let row = 0; row < mask.length; row++) mask[row] = (mask[row] as number) & (rows[row] as number);
}

/** Each text is looked at once, however many rows have it. */
function narrowByTexts(
  columns: DeviceColumns,
  field: TextField,
  names: ColumnNames,
  mask: Uint8Array,
  passes: (value: string) => boolean,
): void {
  const [codes, allowed] = allowedCodes(columns, field, names, passes);
  narrowByCodes(codes, allowed, mask);
}

function allowedCodes(
  { texts, sets }: DeviceColumns,
  field: TextField,
  { zones, sites, realms }: ColumnNames,
  passes: (value: string) => boolean,
): [Codes, Uint8Array] {
  const byName = (names: ReadonlyMap<string, string>) => (id: string | null) => {
    const name = id === null ? undefined : names.get(id);
    return name !== undefined && passes(name);
  };
  switch (field) {
    case "zone":
      return [texts.zoneId.codes, texts.zoneId.allow(byName(zones))];
    case "site":
      return [texts.siteId.codes, texts.siteId.allow(byName(sites))];
    case "realm":
      return [sets.realmIds.sets.codes, sets.realmIds.allow((ids) => ids.some(byName(realms)))];
    case "protocol":
      return [sets.protocols.sets.codes, sets.protocols.allow((values) => values.some(passes))];
    case "tag":
      return [sets.tags.sets.codes, sets.tags.allow((values) => values.some(passes))];
    default: {
      const column = texts[TEXT_OF[field] ?? "vendor"];
      return [column.codes, column.allow((value) => value !== null && passes(value))];
    }
  }
}

/** `to` is not in it. */
interface NumberRange {
  readonly from: number;
  readonly to: number;
}

const EVERY: NumberRange = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

/** The numbers that a comparison holds for. */
function rangeOf(operator: Comparison, value: number): NumberRange {
  switch (operator) {
    case "<":
      return { ...EVERY, to: value };
    case "<=":
      return { ...EVERY, to: nextAbove(value) };
    case ">":
      return { ...EVERY, from: nextAbove(value) };
    case ">=":
      return { ...EVERY, from: value };
    case "=":
      return { from: value, to: nextAbove(value) };
  }
}

/** The next larger number that there is (IEEE 754: those of one sign are in the order of their bits). */
function nextAbove(value: number): number {
  if (value === 0) return Number.MIN_VALUE;
  if (value === Number.POSITIVE_INFINITY) return value;
  const bits = new BigInt64Array(1);
  const number = new Float64Array(bits.buffer);
  number[0] = value;
  bits[0] = (bits[0] as bigint) + (value > 0 ? 1n : -1n);
  return number[0];
}

/** Unknown numbers, NaN, are in no range. */
function narrowByNumbers(
  columns: DeviceColumns,
  field: keyof typeof NUMBER_OF,
  mask: Uint8Array,
  { from, to }: NumberRange,
): void {
  const numbers = columns.numbers[NUMBER_OF[field]];
  for (let row = 0; row < mask.length; row++) {
    const value = numbers[row] as number;
    mask[row] = value >= from && value < to ? (mask[row] as number) : 0;
  }
}
