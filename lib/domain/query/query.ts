import type { TimeUs } from "../observation";

/** In characters. Stands here so that who checks it need not load the parser. */
export const MAX_QUERY_LENGTH = 2_000;

/** What a query can ask of a device whose answer is one or several texts. `mac` holds canonical addresses. */
export const TEXT_FIELDS = [
  "name",
  "vendor",
  "model",
  "firmware",
  "order",
  "serial",
  "os",
  "role",
  "zone",
  "site",
  "realm",
  "state",
  "band",
  "protocol",
  "tag",
  "owner",
  "location",
  "notes",
  "presence",
  "conflict",
  "child",
  "golden",
  "mac",
] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

export const NUMBER_FIELDS = ["risk", "level", "criticality", "conflicts", "modules", "exposed"] as const;
export type NumberField = (typeof NUMBER_FIELDS)[number];

export const TIME_FIELDS = ["first", "last", "support"] as const;
export type TimeField = (typeof TIME_FIELDS)[number];

/**
 * Text that fits a whole value: its pieces in this order, anything between them. ["siemens"] is exactly that,
 * ["", "siemens", ""] somewhere inside. Lower case; values are compared in lower case.
 */
export type TextPattern = readonly string[];

/** A moment by the calendar, or so long before the time at which the query is asked. */
export type Moment = { readonly atUs: TimeUs } | { readonly agoUs: number };

export type Comparison = "<" | "<=" | ">" | ">=" | "=";

/** One thing that holds of a device or not. What is not known holds for no test but `known` under `not`. */
export type QueryTest =
  /** Somewhere in names, addresses, numbers and words: the text of the search box. Lower case. */
  | { readonly kind: "words"; readonly text: string }
  | { readonly kind: "text"; readonly field: TextField; readonly pattern: TextPattern }
  | { readonly kind: "version"; readonly field: "firmware"; readonly operator: Comparison; readonly version: string }
  /** A field of the plant's own, by its name. */
  | { readonly kind: "custom"; readonly name: string; readonly pattern: TextPattern }
  | { readonly kind: "custom-order"; readonly name: string; readonly operator: Comparison; readonly value: string }
  | { readonly kind: "custom-known"; readonly name: string }
  | { readonly kind: "known"; readonly field: TextField | NumberField | TimeField | "ip" | "port" }
  | { readonly kind: "number"; readonly field: NumberField; readonly operator: Comparison; readonly value: number }
  /** From `from` (inclusive) to `to` (exclusive); null is open. */
  | { readonly kind: "time"; readonly field: TimeField; readonly from: Moment | null; readonly to: Moment | null }
  /** Any address from `from` to `to`, both inclusive, of one family. */
  | { readonly kind: "ip"; readonly from: string; readonly to: string }
  /** Any service on a port from `from` to `to`, both inclusive; null is any transport. */
  | { readonly kind: "port"; readonly transport: "tcp" | "udp" | null; readonly from: number; readonly to: number };

/** `and` without parts holds always, `or` without parts never. */
export type Query =
  | { readonly kind: "and"; readonly parts: readonly Query[] }
  | { readonly kind: "or"; readonly parts: readonly Query[] }
  | { readonly kind: "not"; readonly part: Query }
  | QueryTest;

/** The query that every device fits. */
export const EVERYTHING: Query = { kind: "and", parts: [] };

export function isEverything(query: Query): boolean {
  return query.kind === "and" && query.parts.length === 0;
}
