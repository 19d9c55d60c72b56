import type { Query, QueryTest } from "../query/query";

/**
 * What a rule rests on. Names, vendors, models, versions and services are words of the device itself: whoever wants to
 * be let in can say them too. Zone, address, place in the network and what people wrote cannot be claimed so cheaply.
 */
const FIRM_TEXTS: ReadonlySet<string> = new Set(["zone", "site", "realm", "tag", "owner", "location", "notes", "mac"]);

export interface RuleBasis {
  /** True when every way to fit the rule asks for something that a device cannot just claim. */
  readonly isFirm: boolean;
  /** True when a part looks for words anywhere: they may stand where nobody looked. */
  readonly hasWords: boolean;
  /** True when every device fits, or any device that merely lacks something. */
  readonly isOpen: boolean;
}

export function ruleBasis(query: Query): RuleBasis {
  return { isFirm: isFirm(query), hasWords: hasWords(query), isOpen: !isBound(query) };
}

function isFirm(query: Query): boolean {
  switch (query.kind) {
    case "and":
      return query.parts.some(isFirm);
    case "or":
      return query.parts.length > 0 && query.parts.every(isFirm);
    case "not":
      return false;
    default:
      return isFirmTest(query);
  }
}

function isFirmTest(test: QueryTest): boolean {
  if (test.kind === "text") return FIRM_TEXTS.has(test.field);
  return test.kind === "ip" || test.kind === "custom" || test.kind === "custom-order";
}

function hasWords(query: Query): boolean {
  if (query.kind === "and" || query.kind === "or") return query.parts.some(hasWords);
  return query.kind === "not" ? hasWords(query.part) : query.kind === "words";
}

/** Whether a device must have something, instead of only lacking something. */
function isBound(query: Query): boolean {
  if (query.kind === "and") return query.parts.some(isBound);
  if (query.kind === "or") return query.parts.every(isBound);
  return query.kind !== "not";
}
