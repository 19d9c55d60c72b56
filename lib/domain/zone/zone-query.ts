import { parseQuery } from "../query/parse-query";
import type { Query, QueryTest } from "../query/query";

/** What a device has from its zone, or only for a time: a rule on it would chase its own tail. */
const CIRCULAR: Readonly<Record<string, string>> = {
  zone: "the zone is what the rule decides",
  level: "the Purdue level follows from the zone",
  risk: "risk depends on the zone",
  band: "risk depends on the zone",
  exposed: "exposure changes with traffic",
  golden: "golden versions are set by zone",
  support: "end dates come with what is known of weaknesses, after devices are placed",
  presence: "devices would change zones by falling silent",
  first: "devices would change zones as time passes",
  last: "devices would change zones as time passes",
};

/** What people say about a device without a rebuild of the inventory. */
const DECIDED: ReadonlySet<string> = new Set([
  ...["state", "owner", "location", "tag", "notes", "criticality", "conflict", "conflicts"],
]);

export type ReadZoneQuery =
  | { readonly query: Query; readonly error: null }
  | { readonly query: null; readonly error: string };

/** Reads a rule of a zone: a query that does not ask for what follows from the zone or passes with time. */
export function readZoneQuery(text: string): ReadZoneQuery {
  if (text.trim() === "") return { query: null, error: "Write a query, such as vendor:siemens port:102." };
  const { query, error } = parseQuery(text);
  if (query === null) return { query: null, error: `${error.message}, at character ${error.from + 1} of “${text}”.` };
  for (const test of testsOf(query)) {
    const because = "field" in test ? CIRCULAR[test.field] : undefined;
    if (because) return { query: null, error: `“${text}” cannot be a rule: ${because}. Ask for what the device is.` };
  }
  return { query, error: null };
}

/** Whether the answer can change by what people say about a device, such as its owner or a tag. */
export function asksWhatPeopleSay(query: Query): boolean {
  return testsOf(query).some(
    (test) => test.kind === "words" || test.kind.startsWith("custom") || ("field" in test && DECIDED.has(test.field)),
  );
}

function testsOf(query: Query): QueryTest[] {
  if (query.kind === "and" || query.kind === "or") return query.parts.flatMap(testsOf);
  return query.kind === "not" ? testsOf(query.part) : [query];
}
