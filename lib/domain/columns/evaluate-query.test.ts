import fc from "fast-check";
import { expect, test } from "vitest";
import { compare } from "../query/compare";
import type { Query } from "../query/query";
import { DeviceColumns, type DeviceColumnsRow } from "./device-columns";
import { evaluateQuery } from "./evaluate-query";

const NOTHING: DeviceColumnsRow = {
  id: "",
  siteId: "site",
  zoneId: null,
  purdueLevel: null,
  state: "unsanctioned",
  presence: null,
  riskScore: 0,
  riskBand: "low",
  conflictCount: 0,
  moduleCount: 0,
  isExposed: false,
  isWithoutMac: false,
  criticality: null,
  name: null,
  vendor: null,
  model: null,
  firmware: null,
  orderNumber: null,
  golden: null,
  os: null,
  role: null,
  owner: null,
  location: null,
  subnet: null,
  realmIds: "",
  protocols: "",
  tags: "",
  ipOrder: null,
  search: "",
  endOfSupportUs: null,
  firstSeenUs: null,
  lastSeenUs: null,
};
const idOf = (row: number) => `00000000-0000-4000-8000-${String(row).padStart(12, "0")}`;
const NO_NAMES = { zones: new Map(), sites: new Map(), realms: new Map() };
const some = fc.constantFrom(0, -0, 1, 2, 3.5, -1, 2 ** 24);
const number = fc.oneof(some, fc.double({ noNaN: true }));
const level = fc.oneof(some, fc.float({ noNaN: true, noDefaultInfinity: true }));
const comparison = fc.constantFrom("<", "<=", ">", ">=", "=");
const oneTest = fc.record({
  kind: fc.constant("number" as const),
  field: fc.constant("level" as const),
  operator: comparison,
  value: number,
});
const query = fc.letrec<{ query: Query }>((tie) => ({
  query: fc.oneof(
    { depthSize: "small" },
    oneTest as fc.Arbitrary<Query>,
    fc.record({
      kind: fc.constantFrom("and" as const, "or" as const),
      parts: fc.array(tie("query"), { maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant("not" as const), part: tie("query") }),
  ),
})).query;

test("comparisons of numbers hold for the rows that they hold for one by one, in any nesting, and for none that is gone", () => {
  fc.assert(
    fc.property(fc.array(fc.option(level, { nil: null }), { maxLength: 9 }), query, (levels, asked) => {
      const columns = new DeviceColumns();
      for (const [row, purdueLevel] of levels.entries()) columns.put({ ...NOTHING, id: idOf(row), purdueLevel });
      columns.remove(idOf(2));
      const fits = (it: Query, level: number | null): boolean => {
        if (it.kind === "and") return it.parts.every((part) => fits(part, level));
        if (it.kind === "or") return it.parts.some((part) => fits(part, level));
        if (it.kind === "not") return !fits(it.part, level);
        return it.kind === "number" && level !== null && compare(level, it.operator, it.value);
      };
      expect([...evaluateQuery(asked, columns, NO_NAMES, new Map(), 0)]).toEqual(
        levels.map((level, row) => (row !== 2 && fits(asked, level) ? 1 : 0)),
      );
    }),
  );
});
