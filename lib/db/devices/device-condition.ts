import "server-only";
import type {
  Comparison,
  NumberField,
  Query,
  QueryTest,
  TextField,
  TextPattern,
  TimeField,
} from "@/lib/domain/query/query";
import { momentUs } from "@/lib/domain/query/read-time";
import { versionOrder } from "@/lib/domain/query/version-order";
import { containsPattern, type SqlParameters } from "../sql-parameters";

/**
 * A query as a condition over `device d`, never null, so that `not` means what it says. Says the same as `matches` of
 * lib/domain/query, device for device; device-condition.itest.ts holds them together.
 */
export function deviceCondition(query: Query, parameters: SqlParameters, nowUs: number): string {
  switch (query.kind) {
    case "and":
    case "or":
      if (query.parts.length === 0) return String(query.kind === "and");
      return `(${query.parts.map((part) => deviceCondition(part, parameters, nowUs)).join(` ${query.kind} `)})`;
    case "not":
      return `(not ${deviceCondition(query.part, parameters, nowUs)})`;
    case "words":
      // Said plainly, because only this finds its way through an index; the column is never null.
      return `d.search like ${parameters.add(containsPattern(query.text))}`;
    default:
      return `coalesce(${testCondition(query, parameters, nowUs)}, false)`;
  }
}

/** Texts of one value: an expression. Texts of several: a set of rows `it(value)`. */
const TEXT: Readonly<Record<TextField, { readonly one: string } | { readonly many: string }>> = {
  name: { one: "d.name" },
  vendor: { one: "d.vendor" },
  model: { one: "d.model" },
  firmware: { one: "d.firmware" },
  order: { one: "d.order_number" },
  serial: { one: "d.serial" },
  os: { one: "d.os" },
  role: { one: "d.role" },
  zone: { one: "(select name from zone where id = d.zone_id)" },
  site: { one: "(select name from site where id = d.site_id)" },
  realm: { many: "(select name as value from realm where id = any(d.realm_ids))" },
  state: { one: "d.state" },
  band: { one: "d.risk_band" },
  protocol: { many: "(select unnest(d.protocols) as value)" },
  tag: { many: "(select unnest(d.tags) as value)" },
  owner: { one: "d.owner" },
  location: { one: "d.location" },
  notes: { many: "(select unnest(d.notes) as value)" },
  presence: { one: "d.presence" },
  conflict: { many: "(select unnest(d.conflict_kinds) as value)" },
  child: { many: "(select unnest(d.child_values) as value)" },
  golden: { one: "d.golden" },
  mac: { many: "(select unnest(d.macs) as value)" },
};

const NUMBER: Readonly<Record<NumberField, string>> = {
  risk: "d.risk_score",
  level: "d.purdue_level",
  criticality: "d.criticality",
  conflicts: "d.conflict_count",
  modules: "d.module_count",
  exposed: "d.is_exposed::int",
};

const TIME = { first: "d.first_seen_us", last: "d.last_seen_us", support: "d.end_of_support_us" } as const;

const SERVICES = `jsonb_to_recordset(d.listed->'services') service(transport text, port int)`;

/** Columns that `custom-order` compares: numbers by value, all else by code point. */
const IS_NUMBER = "^-?\\d{1,15}(\\.\\d{1,15})?$";

function testCondition(test: Exclude<QueryTest, { kind: "words" }>, parameters: SqlParameters, nowUs: number): string {
  switch (test.kind) {
    case "text":
      return anyText(test.field, (value) => fits(value, test.pattern, parameters));
    case "version":
      return `d.firmware_order collate "C" ${test.operator} ${parameters.add(versionOrder(test.version))}`;
    case "custom":
      return anyCustom(test.name, parameters, (value) => fits(value, test.pattern, parameters));
    case "custom-order":
      return anyCustom(test.name, parameters, (value) => isOrdered(value, test.operator, test.value, parameters));
    case "custom-known":
      return anyCustom(test.name, parameters, () => "true");
    case "known":
      return isKnown(test.field);
    case "number":
      return `${NUMBER[test.field]} ${test.operator} ${parameters.add(test.value)}::float8`;
    case "time": {
      const bound = (operator: string, moment: typeof test.from) =>
        moment && `${TIME[test.field]} ${operator} ${parameters.add(Math.round(momentUs(moment, nowUs)))}::bigint`;
      return [bound(">=", test.from), bound("<", test.to)].filter(Boolean).join(" and ") || "true";
    }
    case "ip":
      return `exists (select 1 from unnest(d.ips) ip where ip::inet between ${parameters.add(test.from)}::inet
                and ${parameters.add(test.to)}::inet)`;
    case "port": {
      const isThere = `service.port between ${parameters.add(test.from)}::int and ${parameters.add(test.to)}::int`;
      const isTransport = test.transport === null ? "" : ` and service.transport = ${parameters.add(test.transport)}`;
      return `exists (select 1 from ${SERVICES} where ${isThere}${isTransport})`;
    }
  }
}

function anyText(field: TextField, condition: (value: string) => string): string {
  const source = TEXT[field];
  return "one" in source
    ? condition(source.one)
    : `exists (select 1 from ${source.many} it where ${condition("it.value")})`;
}

function anyCustom(name: string, parameters: SqlParameters, condition: (value: string) => string): string {
  const isNamed = `lower(own.key) = ${parameters.add(name.toLowerCase())}`;
  return `exists (select 1 from jsonb_each_text(d.custom) own where ${isNamed} and ${condition("own.value")})`;
}

function fits(value: string, pattern: TextPattern, parameters: SqlParameters): string {
  const [only] = pattern;
  if (pattern.length === 1) return `lower(${value}) = ${parameters.add(storable(only ?? ""))}`;
  const like = pattern.map((piece) => storable(piece).replace(/[\\%_]/g, "\\$&")).join("%");
  return `lower(${value}) like ${parameters.add(like)}`;
}

function isOrdered(value: string, operator: Comparison, wanted: string, parameters: SqlParameters): string {
  if (!new RegExp(IS_NUMBER).test(wanted)) {
    return `lower(${value}) collate "C" ${operator} ${parameters.add(storable(wanted.toLowerCase()))}`;
  }
  return `case when ${value} ~ '${IS_NUMBER}' then ${value}::numeric ${operator} ${parameters.add(wanted)}::numeric end`;
}

function isKnown(field: Extract<QueryTest, { kind: "known" }>["field"]): string {
  if (field === "ip") return "cardinality(d.ips) > 0";
  if (field === "port") return `exists (select 1 from ${SERVICES} where service.port is not null)`;
  if (field in TIME) return `${TIME[field as TimeField]} is not null`;
  if (field in NUMBER) return `${NUMBER[field as NumberField]} is not null`;
  return anyText(field as TextField, (value) => `${value} is not null`);
}

/** PostgreSQL refuses U+0000 in a text; no stored text has one. */
const storable = (text: string) => text.replaceAll("\u0000", "");
