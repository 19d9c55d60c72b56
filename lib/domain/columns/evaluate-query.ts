import { ipOrder } from "../address-order";
import { compare } from "../query/compare";
import { compareValues, fits } from "../query/matches";
import type { Query, QueryTest, TextField, TextPattern } from "../query/query";
import { momentUs } from "../query/read-time";
import { versionOrder } from "../query/version-order";
import { narrowByCodes } from "./count-facets";
import type { DeviceColumns } from "./device-columns";
import { customOf, portOf } from "./device-sets";
import { giveBack, lend, lendCopy } from "./lent-arrays";
import { EVERY, narrowByAddress, narrowByNumbers, narrowBySet, rangeOf } from "./narrow-rows";
import type { TextColumn } from "./text-column";

/** Names of what columns hold by id. */
export interface ColumnNames {
  readonly zones: ReadonlyMap<string, string>;
  readonly sites: ReadonlyMap<string, string>;
  readonly realms: ReadonlyMap<string, string>;
}

const TEXT_OF = {
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
} as const;
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

/** Whether a query names zones, sites or realms, which columns know by id. */
export function asksForNames(query: Query): boolean {
  if (query.kind === "and" || query.kind === "or") return query.parts.some(asksForNames);
  if (query.kind === "not") return asksForNames(query.part);
  return "field" in query && ["zone", "site", "realm"].includes(query.field);
}

/** What a query is asked of. */
export interface AskedColumns {
  readonly columns: DeviceColumns;
  readonly names: ColumnNames;
  readonly nowUs: number;
}

/** 1 for every row in use that fits; the same devices as `matches` of lib/domain/query finds. To be given back. */
export function evaluateQuery(query: Query, asked: AskedColumns): Uint8Array {
  const mask = lendCopy(asked.columns.isUsed, asked.columns.rows);
  narrowByQuery(query, asked, mask);
  return mask;
}

/** Takes the rows out of the mask that do not fit. */
export function narrowByQuery(query: Query, asked: AskedColumns, mask: Uint8Array): void {
  switch (query.kind) {
    case "and":
      for (const it of query.parts) narrowByQuery(it, asked, mask);
      return;
    case "or": {
      const found = lend(Uint8Array, mask.length).fill(0);
      for (const it of query.parts) {
        const passing = lendCopy(mask);
        narrowByQuery(it, asked, passing);
        for (let row = 0; row < mask.length; row++) found[row] = (found[row] as number) | (passing[row] as number);
        giveBack(passing);
      }
      mask.set(found);
      giveBack(found);
      return;
    }
    case "not": {
      const passing = lendCopy(mask);
      narrowByQuery(query.part, asked, passing);
      for (let row = 0; row < mask.length; row++) mask[row] = (mask[row] as number) ^ (passing[row] as number);
      giveBack(passing);
      return;
    }
    default:
      narrowByTest(query, asked, mask);
  }
}

function narrowByTest(test: QueryTest, { columns, names, nowUs }: AskedColumns, mask: Uint8Array): void {
  switch (test.kind) {
    case "words": {
      const found = columns.search.find(test.text, columns.rows);
      for (let row = 0; row < mask.length; row++) mask[row] = (mask[row] as number) & (found[row] as number);
      giveBack(found);
      break;
    }
    case "version":
      narrowByVersion(columns, test, mask);
      break;
    case "text":
      narrowByTexts(columns, test.field, names, mask, test.pattern);
      break;
    case "ip":
      narrowByAddress(columns, ipOrder(test.from), ipOrder(test.to), mask);
      break;
    case "port":
      narrowBySet(columns.sets.ports, mask, (member) => {
        const { transport, port } = portOf(member);
        return port >= test.from && port <= test.to && (test.transport === null || transport === test.transport);
      });
      break;
    case "custom":
      narrowByCustom(columns, test.name, mask, (value) => fits(test.pattern, value));
      break;
    case "custom-order":
      narrowByCustom(columns, test.name, mask, (value) => compareValues(value, test.operator, test.value));
      break;
    case "custom-known":
      narrowByCustom(columns, test.name, mask, () => true);
      break;
    case "known":
      narrowToKnown(columns, test.field, names, mask);
      break;
    case "number":
      if (test.field === "exposed") {
        const allowed = Uint8Array.of(0, 1).map((value) => (compare(value, test.operator, test.value) ? 1 : 0));
        narrowByCodes(columns.isExposed, allowed, mask);
      } else narrowByNumbers(columns.numbers[NUMBER_OF[test.field]], mask, rangeOf(test.operator, test.value));
      break;
    case "time": {
      const from = test.from === null ? EVERY.from : momentUs(test.from, nowUs);
      const to = test.to === null ? EVERY.to : momentUs(test.to, nowUs);
      narrowByNumbers(columns.numbers[NUMBER_OF[test.field]], mask, { from, to });
      break;
    }
  }
}

/** Versions are compared by the orders that the column keeps of them. */
function narrowByVersion(
  { texts: { firmware } }: DeviceColumns,
  { operator, version }: QueryTest & { kind: "version" },
  mask: Uint8Array,
): void {
  const wanted = versionOrder(version);
  const passes = (order: string | null) => order !== null && wanted !== null && compare(order, operator, wanted);
  narrowByCodes(
    firmware.codes,
    Uint8Array.from(firmware.versionOrders(), (it) => (passes(it) ? 1 : 0)),
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
  if (field in NUMBER_OF) narrowByNumbers(columns.numbers[NUMBER_OF[field as keyof typeof NUMBER_OF]], mask, EVERY);
  else if (field === "port") narrowBySet(columns.sets.ports, mask, () => true);
  // Who has other addresses has a first one.
  else if (field === "ip") keepKnown(columns.roughIpOrders, mask);
  else narrowByTexts(columns, field as TextField, names, mask, null);
}

/** NaN is unknown. */
function keepKnown(numbers: Float64Array, mask: Uint8Array): void {
  for (let row = 0; row < mask.length; row++) if (Number.isNaN(numbers[row])) mask[row] = 0;
}

/** A text that repeats is looked at once, however many rows have it. Without a pattern any text passes. */
function narrowByTexts(
  columns: DeviceColumns,
  field: TextField,
  { zones, sites, realms }: ColumnNames,
  mask: Uint8Array,
  pattern: TextPattern | null,
): void {
  const { texts, sets, packed } = columns;
  const passes = (text: string | undefined) => text !== undefined && (pattern === null || fits(pattern, text));
  const byName = (column: TextColumn, names: ReadonlyMap<string, string>) =>
    narrowByCodes(
      column.codes,
      column.allow((id) => id !== null && passes(names.get(id))),
      mask,
    );
  switch (field) {
    case "name":
    case "serial":
    case "mac":
    case "notes":
    case "child":
      if (pattern === null) packed[field].narrowToKnown(mask);
      else packed[field].narrow(mask, pattern);
      break;
    case "zone":
      byName(texts.zoneId, zones);
      break;
    case "site":
      byName(texts.siteId, sites);
      break;
    case "realm":
      narrowBySet(sets.realmIds, mask, (id) => passes(realms.get(id)));
      break;
    case "protocol":
      narrowBySet(sets.protocols, mask, passes);
      break;
    case "tag":
      narrowBySet(sets.tags, mask, passes);
      break;
    case "conflict":
      narrowBySet(sets.conflictKinds, mask, passes);
      break;
    default: {
      const column = texts[TEXT_OF[field]];
      narrowByCodes(
        column.codes,
        column.allow((value) => value !== null && passes(value)),
        mask,
      );
    }
  }
}

/** Names of fields are found whatever their case. */
function narrowByCustom(columns: DeviceColumns, name: string, mask: Uint8Array, passes: (value: string) => boolean) {
  const wanted = name.toLowerCase();
  narrowBySet(columns.sets.custom, mask, (member) => {
    const { key, value } = customOf(member);
    return key === wanted && passes(value);
  });
}
