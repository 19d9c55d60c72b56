import { ENDING_WITHIN_US } from "../lifecycle/lifecycle";
import type { Comparison, Query, TextField, TextPattern, TimeField } from "./query";
import type { QueryKey } from "./query-keys";
import { RISK_BANDS } from "./query-keys";
import { readAddress, readMacStart } from "./read-address";
import { readTime, type TimeValue } from "./read-time";
import { versionOrder } from "./version-order";

export type Operator = ":" | "=" | "!=" | "<" | "<=" | ">" | ">=";

/** A value as it was typed; quoted text is never taken for a wildcard or for "unknown". */
export interface TypedValue {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** Why a value cannot be read, as a sentence; the parser says where. */
export class ValueError extends Error {}

const not = (part: Query): Query => ({ kind: "not", part });
const both = (...parts: Query[]): Query => ({ kind: "and", parts });

/** Values that mean "nobody said". */
const NOT_KNOWN: ReadonlySet<string> = new Set(["unknown", "none"]);

/** One value of `key operator value`. Throws ValueError. */
export function readTest(key: QueryKey, operator: Operator, value: TypedValue): Query {
  if (operator === "!=") return not(readTest(key, "=", value));
  const field = key.kind === "text" || key.kind === "word" || key.kind === "version" ? key.field : null;
  const known = knownField(key);
  if (!value.isQuoted && known !== null && (operator === ":" || operator === "=")) {
    if (value.text === "*") return { kind: "known", field: known };
    if (NOT_KNOWN.has(value.text.toLowerCase()) || (known === "zone" && value.text.toLowerCase() === "unzoned")) {
      return not({ kind: "known", field: known });
    }
  }
  switch (key.kind) {
    case "version":
      return readVersion(operator, value);
    case "text":
    case "word":
      if (operator !== ":" && operator !== "=") throw new ValueError(`"${key.name}" has no order: write ${key.name}:…`);
      if (key.values && !value.isQuoted && !value.text.includes("*")) oneOf(key, value.text);
      if (key.groups && !value.isQuoted && Object.hasOwn(key.groups, value.text.toLowerCase())) {
        return anyOf(field ?? "name", key.groups[value.text.toLowerCase()] ?? []);
      }
      return {
        kind: "text",
        field: field ?? "name",
        pattern: textPattern(value, key.kind === "text" && operator === ":"),
      };
    case "risk":
      return readRisk(operator, value.text);
    case "number":
      return readNumber(key.name, operator, value.text, (comparison, number) => ({
        kind: "number",
        field: key.field,
        operator: comparison,
        value: number,
      }));
    case "flag":
      oneOf(key, value.text);
      return { kind: "number", field: "exposed", operator: "=", value: value.text.toLowerCase() === "yes" ? 1 : 0 };
    case "time":
      return readTimeTest(key.field, key.name, operator, value.text);
    case "support":
      return readSupport(key, operator, value.text);
    case "ip":
      return readIp(operator, value.text);
    case "mac":
      return readMac(operator, value.text);
    case "port":
      return readPort(operator, value.text);
  }
}

/** One value of `custom.<name> operator value`. */
export function readCustomTest(name: string, operator: Operator, value: TypedValue): Query {
  if (operator === "!=") return not(readCustomTest(name, "=", value));
  if (operator !== ":" && operator !== "=") return { kind: "custom-order", name, operator, value: value.text };
  if (!value.isQuoted && value.text === "*") return { kind: "custom-known", name };
  if (!value.isQuoted && NOT_KNOWN.has(value.text.toLowerCase())) return not({ kind: "custom-known", name });
  return { kind: "custom", name, pattern: textPattern(value, operator === ":") };
}

function knownField(key: QueryKey) {
  switch (key.kind) {
    case "text":
    case "word":
    case "version":
    case "number":
    case "time":
      return key.field;
    case "support":
    case "ip":
    case "port":
      return key.kind;
    case "mac":
      return key.kind;
    default:
      return null;
  }
}

/** `*` stands for anything; without one, the text is looked for inside (`isInside`) or is the whole value. */
export function textPattern({ text, isQuoted }: TypedValue, isInside: boolean): TextPattern {
  const lower = text.toLowerCase();
  const pieces = isQuoted ? [lower] : lower.split(/\*+/);
  return pieces.length === 1 && isInside ? ["", ...pieces, ""] : pieces;
}

const anyOf = (field: TextField, values: readonly string[]): Query => ({
  kind: "or",
  parts: values.map((value) => ({ kind: "text", field, pattern: [value] })),
});

function oneOf(key: QueryKey, text: string): void {
  if (key.values?.includes(text.toLowerCase())) return;
  throw new ValueError(`"${text}" is no ${key.name}: it is one of ${key.values?.join(", ")}`);
}

function readVersion(operator: Comparison | ":", value: TypedValue): Query {
  if (operator === ":" || (operator === "=" && value.text.includes("*"))) {
    return { kind: "text", field: "firmware", pattern: textPattern(value, operator === ":") };
  }
  if (versionOrder(value.text) === null) throw new ValueError(`"${value.text}" is no version: write firmware<4.5`);
  return { kind: "version", field: "firmware", operator, version: value.text };
}

function readRisk(operator: Comparison | ":", text: string): Query {
  const band = text.toLowerCase();
  if ((RISK_BANDS as readonly string[]).includes(band)) {
    if (operator !== ":" && operator !== "=") throw new ValueError(`Compare the score: risk${operator}70`);
    return { kind: "text", field: "band", pattern: [band] };
  }
  return readNumber("risk", operator, text, (comparison, value) => ({
    kind: "number",
    field: "risk",
    operator: comparison,
    value,
  }));
}

const NUMBER = /^-?\d{1,9}(?:\.\d{1,6})?$/;

function readNumber(
  name: string,
  operator: Comparison | ":",
  text: string,
  test: (operator: Comparison, value: number) => Query,
): Query {
  const [first = "", last, ...rest] = text.split("..");
  if (last !== undefined && rest.length === 0 && operator === ":" && NUMBER.test(first) && NUMBER.test(last)) {
    return both(test(">=", Number(first)), test("<=", Number(last)));
  }
  if (!NUMBER.test(text)) throw new ValueError(`"${text}" is no number: write ${name}>3 or ${name}:2..4`);
  return test(operator === ":" ? "=" : operator, Number(text));
}

/** A state that follows from the day on which support ends, or that day compared with another. */
function readSupport(key: QueryKey, operator: Comparison | ":", text: string): Query {
  const state = text.toLowerCase();
  const between = (from: number | null, to: number | null): Query => ({
    kind: "time",
    field: "support",
    from: from === null ? null : { agoUs: from },
    to: to === null ? null : { agoUs: to },
  });
  if (operator === ":" || operator === "=") {
    if (state === "ended") return between(null, 0);
    if (state === "ending") return between(0, -ENDING_WITHIN_US);
    if (state === "supported") return between(-ENDING_WITHIN_US, null);
  }
  if (readTime(text) === null || "agoUs" in (readTime(text) as TimeValue)) {
    throw new ValueError(
      `"${text}" is no ${key.name}: it is one of ${key.values?.join(", ")}, or a date as in support<2027-01-01`,
    );
  }
  return readTimeTest("support", key.name, operator, text);
}

function readTimeTest(field: TimeField, name: string, operator: Comparison | ":", text: string): Query {
  const sentence = `"${text}" is no time: write ${name}<30d, ${name}>2026-03-01 or ${name}:2026-03`;
  const [first = "", last, ...rest] = text.split("..");
  if (last !== undefined) {
    const [from, to] = [readTime(first), readTime(last)];
    if (!from || !to || rest.length > 0 || operator !== ":") throw new ValueError(sentence);
    // "30d..7d" is from thirty days ago to seven days ago.
    return { kind: "time", field, from: startOf(from), to: endOf(to) };
  }
  const time = readTime(text);
  if (!time) throw new ValueError(sentence);
  if ("agoUs" in time) {
    // An age: less than thirty days ago is later than the moment thirty days ago.
    const isYounger = operator !== ">" && operator !== ">=";
    return isYounger
      ? { kind: "time", field, from: { agoUs: time.agoUs }, to: null }
      : { kind: "time", field, from: null, to: { agoUs: time.agoUs } };
  }
  switch (operator) {
    case "<":
      return { kind: "time", field, from: null, to: startOf(time) };
    case "<=":
      return { kind: "time", field, from: null, to: endOf(time) };
    case ">":
      return { kind: "time", field, from: endOf(time), to: null };
    case ">=":
      return { kind: "time", field, from: startOf(time), to: null };
    default:
      return { kind: "time", field, from: startOf(time), to: endOf(time) };
  }
}

const startOf = (time: TimeValue) => ("agoUs" in time ? { agoUs: time.agoUs } : { atUs: time.fromUs });
const endOf = (time: TimeValue) => ("agoUs" in time ? { agoUs: time.agoUs } : { atUs: time.toUs });

function readIp(operator: Comparison | ":", text: string): Query {
  const range = operator === ":" || operator === "=" ? readAddress(text) : null;
  if (!range) {
    throw new ValueError(`"${text}" is no address: write ip:10.0.0.7, ip:10.0.0.0/24 or ip:10.0.0.5-10.0.0.9`);
  }
  return { kind: "ip", ...range };
}

function readMac(operator: Comparison | ":", text: string): Query {
  const start = operator === ":" || operator === "=" ? readMacStart(text) : null;
  if (start === null) throw new ValueError(`"${text}" is no MAC address or beginning of one: write mac:00:1b:1b`);
  return { kind: "text", field: "mac", pattern: start.length === 17 ? [start] : [start, ""] };
}

const PORTS = /^(\d{1,5})(?:\.\.(\d{1,5}))?(?:\/(tcp|udp))?$/i;
const MAX_PORT = 65_535;

function readPort(operator: Comparison | ":", text: string): Query {
  const match = PORTS.exec(text);
  const first = Number(match?.[1]);
  const isRange = match?.[2] !== undefined;
  const isCompared = operator !== ":" && operator !== "=";
  if (!match || first > MAX_PORT || Number(match[2] ?? 0) > MAX_PORT || (isRange && isCompared)) {
    throw new ValueError(`"${text}" is no port: write port:102, port:502/tcp or port:5000..5010`);
  }
  const transport = (match[3]?.toLowerCase() ?? null) as "tcp" | "udp" | null;
  const between = (from: number, to: number): Query => ({ kind: "port", transport, from, to });
  switch (operator) {
    case "<":
      return between(0, first - 1);
    case "<=":
      return between(0, first);
    case ">":
      return between(first + 1, MAX_PORT);
    case ">=":
      return between(first, MAX_PORT);
    default:
      return between(first, match[2] === undefined ? first : Number(match[2]));
  }
}
