import { ipOrder } from "../address-order";
import { compare } from "./compare";
import {
  type Comparison,
  type NumberField,
  type Query,
  type QueryTest,
  type TextField,
  type TextPattern,
  TIME_FIELDS,
  type TimeField,
} from "./query";
import { momentUs } from "./read-time";
import { versionOrder } from "./version-order";

/** What is known of a device, as queries ask for it. What is absent, empty or null is not known. */
export interface DeviceFacts {
  /** All names, addresses, numbers and words, lower case. */
  readonly search: string;
  readonly texts: Readonly<Partial<Record<TextField, readonly string[]>>>;
  readonly custom: Readonly<Record<string, string>>;
  readonly numbers: Readonly<Partial<Record<NumberField, number | null>>>;
  /** Microseconds since 1970. */
  readonly times: Readonly<Partial<Record<TimeField, number | null>>>;
  readonly ips: readonly string[];
  readonly services: readonly { readonly transport: string; readonly port: number | null }[];
}

/** Whether the device fits the query; `nowUs` is what ages count from. */
export function matches(query: Query, facts: DeviceFacts, nowUs: number): boolean {
  switch (query.kind) {
    case "and":
      return query.parts.every((part) => matches(part, facts, nowUs));
    case "or":
      return query.parts.some((part) => matches(part, facts, nowUs));
    case "not":
      return !matches(query.part, facts, nowUs);
    default:
      return holds(query, facts, nowUs);
  }
}

function holds(test: QueryTest, facts: DeviceFacts, nowUs: number): boolean {
  switch (test.kind) {
    case "words":
      return facts.search.includes(test.text);
    case "text":
      return (facts.texts[test.field] ?? []).some((value) => fits(test.pattern, value));
    case "version":
      return (facts.texts[test.field] ?? []).some((value) => compareVersions(value, test.operator, test.version));
    case "custom":
      return customOf(facts, test.name).some((value) => fits(test.pattern, value));
    case "custom-order":
      return customOf(facts, test.name).some((value) => compareValues(value, test.operator, test.value));
    case "custom-known":
      return customOf(facts, test.name).length > 0;
    case "known":
      return isKnown(test.field, facts);
    case "number": {
      const value = facts.numbers[test.field] ?? null;
      return value !== null && compare(value, test.operator, test.value);
    }
    case "time": {
      const value = facts.times[test.field] ?? null;
      if (value === null) return false;
      const isAfter = test.from === null || value >= momentUs(test.from, nowUs);
      return isAfter && (test.to === null || value < momentUs(test.to, nowUs));
    }
    case "ip": {
      const [from, to] = [ipOrder(test.from), ipOrder(test.to)];
      return facts.ips.map(ipOrder).some((order) => order >= from && order <= to);
    }
    case "port":
      return facts.services.some(
        ({ transport, port }) =>
          port !== null &&
          port >= test.from &&
          port <= test.to &&
          (test.transport === null || transport === test.transport),
      );
  }
}

/** Whether the pattern's pieces make up the whole value, with anything between them. */
export function fits(pattern: TextPattern, value: string): boolean {
  const text = value.toLowerCase();
  const first = pattern[0] ?? "";
  if (pattern.length === 1) return text === first;
  const last = pattern[pattern.length - 1] ?? "";
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const piece of pattern.slice(1, -1)) {
    const found = text.indexOf(piece, at);
    if (found < 0 || found + piece.length > text.length - last.length) return false;
    at = found + piece.length;
  }
  return true;
}

/** A version without a number in it is neither before nor after any other. */
export function compareVersions(value: string, operator: Comparison, version: string): boolean {
  const [a, b] = [versionOrder(value), versionOrder(version)];
  return a !== null && b !== null && compare(a, operator, b);
}

const NUMBER = /^-?\d{1,15}(?:\.\d{1,15})?$/;

/** Numbers by value, all other texts by code point in lower case; a text is not compared with a number. */
export function compareValues(value: string, operator: Comparison, wanted: string): boolean {
  if (NUMBER.test(wanted)) return NUMBER.test(value) && compare(Number(value), operator, Number(wanted));
  return compare(value.toLowerCase(), operator, wanted.toLowerCase());
}

/** Names of fields are found whatever their case. */
function customOf({ custom }: DeviceFacts, name: string): string[] {
  const wanted = name.toLowerCase();
  return Object.entries(custom).flatMap(([it, value]) => (it.toLowerCase() === wanted ? [value] : []));
}

function isKnown(field: TextField | NumberField | TimeField | "ip" | "port", facts: DeviceFacts): boolean {
  if (field === "ip") return facts.ips.length > 0;
  if (field === "port") return facts.services.some(({ port }) => port !== null);
  if ((TIME_FIELDS as readonly string[]).includes(field)) return (facts.times[field as TimeField] ?? null) !== null;
  if (field in facts.numbers) return (facts.numbers[field as NumberField] ?? null) !== null;
  return (facts.texts[field as TextField] ?? []).length > 0;
}
