import type { Query } from "../query/query";
import { asksForNames } from "./evaluate-query";
import { lendCopy } from "./lent-arrays";

/** Queries whose rows are kept: a megabyte each at a million. */
const MOST_KEPT = 8;

/** Whether nothing in it is "so long ago". */
export function isTimeless(query: Query): boolean {
  if (query.kind === "and" || query.kind === "or") return query.parts.every(isTimeless);
  if (query.kind === "not") return isTimeless(query.part);
  return query.kind !== "time";
}

/** Whether the rows that fit follow from the columns alone. */
export function isSteady(query: Query): boolean {
  return isTimeless(query) && !asksForNames(query);
}

/**
 * A query as two that both have to fit: of the first the same rows fit as long as the columns are the same, of the second
 * other ones may in a moment, or when a zone is renamed.
 */
export function splitSteady(query: Query): { readonly steady: Query; readonly moving: Query } {
  const parts = query.kind === "and" ? query.parts : [query];
  return {
    steady: { kind: "and", parts: parts.filter(isSteady) },
    moving: { kind: "and", parts: parts.filter((part) => !isSteady(part)) },
  };
}

/**
 * The rows that fit the last few queries, until the columns change: the next page, the facets and the total of a list ask
 * the same query again. The one that was asked for longest ago goes first.
 */
export class KeptMasks {
  readonly #kept = new Map<string, Uint8Array>();
  #state: readonly unknown[] = [];

  /**
   * @param state what the columns are, compared one by one
   * @returns a mask of the caller's own, to be given back
   */
  get(query: Query, state: readonly unknown[], evaluate: () => Uint8Array): Uint8Array {
    if (state.length !== this.#state.length || state.some((it, at) => it !== this.#state[at])) {
      this.#kept.clear();
      this.#state = state;
    }
    const key = JSON.stringify(query);
    const known = this.#kept.get(key);
    this.#kept.delete(key);
    const mask = known === undefined ? evaluate() : lendCopy(known);
    this.#kept.set(key, known ?? mask.slice());
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined && this.#kept.size > MOST_KEPT) this.#kept.delete(oldest);
    return mask;
  }
}
