import { compare } from "../query/compare";
import { compareVersions, fits } from "../query/matches";
import type { Query, QueryTest, TextField } from "../query/query";
import { momentUs } from "../query/read-time";
import type { DeviceColumns } from "./device-columns";

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

/** 1 for every row in use that fits; the same devices as `matches` of lib/domain/query finds. */
export function evaluateQuery(
  query: Query,
  columns: DeviceColumns,
  names: ColumnNames,
  others: OtherAnswers,
  nowUs: number,
): Uint8Array {
  const { rows } = columns;
  const evaluate = (part: Query): Uint8Array => {
    switch (part.kind) {
      case "and": {
        const result = new Uint8Array(rows).fill(1);
        for (const it of part.parts) {
          const mask = evaluate(it);
          for (let row = 0; row < rows; row++) result[row] = (result[row] as number) & (mask[row] as number);
        }
        return result;
      }
      case "or": {
        const result = new Uint8Array(rows);
        for (const it of part.parts) {
          const mask = evaluate(it);
          for (let row = 0; row < rows; row++) result[row] = (result[row] as number) | (mask[row] as number);
        }
        return result;
      }
      case "not": {
        const mask = evaluate(part.part);
        const result = new Uint8Array(rows);
        for (let row = 0; row < rows; row++) result[row] = (mask[row] as number) ^ 1;
        return result;
      }
      default:
        return others.get(part) ?? evaluateTest(part, columns, names, nowUs);
    }
  };
  const result = evaluate(query).slice();
  for (let row = 0; row < rows; row++) result[row] = (result[row] as number) & (columns.isUsed[row] as number);
  return result;
}

function evaluateTest(test: QueryTest, columns: DeviceColumns, names: ColumnNames, nowUs: number): Uint8Array {
  switch (test.kind) {
    case "words":
      return columns.search.find(test.text, columns.rows);
    case "version":
      return ofTexts(columns, test.field, names, (value) => compareVersions(value, test.operator, test.version));
    case "text":
      return ofTexts(columns, test.field, names, (value) => fits(test.pattern, value));
    case "known":
      if (test.field === "exposed") return new Uint8Array(columns.rows).fill(1);
      if (test.field in NUMBER_OF) return ofNumbers(columns, test.field as keyof typeof NUMBER_OF, () => true);
      if (test.field === "name")
        return Uint8Array.from({ length: columns.rows }, (_, row) => (columns.names[row] == null ? 0 : 1));
      return ofTexts(columns, test.field as TextField, names, () => true);
    case "number": {
      if (test.field === "exposed") {
        const isWanted = (value: number) => compare(value, test.operator, test.value);
        return Uint8Array.from({ length: columns.rows }, (_, row) => (isWanted(columns.isExposed[row] ?? 0) ? 1 : 0));
      }
      return ofNumbers(columns, test.field, (value) => compare(value, test.operator, test.value));
    }
    case "time": {
      const from = test.from === null ? Number.NEGATIVE_INFINITY : momentUs(test.from, nowUs);
      const to = test.to === null ? Number.POSITIVE_INFINITY : momentUs(test.to, nowUs);
      return ofNumbers(columns, test.field, (value) => value >= from && value < to);
    }
    default:
      throw new Error(`No column answers "${test.kind}".`);
  }
}

/** Each text is looked at once, however many rows have it. */
function ofTexts(
  columns: DeviceColumns,
  field: TextField,
  names: ColumnNames,
  passes: (value: string) => boolean,
): Uint8Array {
  const [codes, allowed] = allowedCodes(columns, field, names, passes);
  const result = new Uint8Array(columns.rows);
  for (let row = 0; row < result.length; row++) result[row] = allowed[codes[row] as number] as number;
  return result;
}

function allowedCodes(
  { texts, sets }: DeviceColumns,
  field: TextField,
  { zones, sites, realms }: ColumnNames,
  passes: (value: string) => boolean,
): [Uint32Array, Uint8Array] {
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

function ofNumbers(
  columns: DeviceColumns,
  field: keyof typeof NUMBER_OF,
  passes: (value: number) => boolean,
): Uint8Array {
  const numbers = columns.numbers[NUMBER_OF[field]];
  const result = new Uint8Array(columns.rows);
  for (let row = 0; row < result.length; row++) {
    const value = numbers[row] as number;
    result[row] = !Number.isNaN(value) && passes(value) ? 1 : 0;
  }
  return result;
}
