import { AddressIndex, mergeNumbers } from "../address/address-index";
import type { Address } from "../address/address-set";
import type { Rule } from "./rule-set";

/** Chains up to this length are read through faster than looked up. */
const MAX_UNINDEXED = 16;

interface RuleIndex {
  readonly bySource: AddressIndex;
  /** Of the rules that any source, or nearly any, fulfils. */
  readonly byDestination: AddressIndex;
}

const indexes = new WeakMap<readonly Rule[], RuleIndex>();

/**
 * The rules whose addresses a packet may fulfil, in their order; the others cannot match it. A chain of a plant has
 * thousands of rules, and every flow is run through it.
 */
export function rulesForPacket(rules: readonly Rule[], source: Address, destination: Address): readonly Rule[] {
  if (rules.length <= MAX_UNINDEXED) return rules;
  let index = indexes.get(rules);
  if (!index) {
    index = indexOf(rules);
    indexes.set(rules, index);
  }
  const numbers = mergeNumbers(index.bySource.holding(source), index.byDestination.candidates(destination));
  return numbers.map((number) => rules[number] as Rule);
}

function indexOf(rules: readonly Rule[]): RuleIndex {
  const bySource = new AddressIndex(rules.map(({ match }, number) => [number, match.sources] as const));
  const byDestination = new AddressIndex(
    bySource.wide.map((number) => [number, (rules[number] as Rule).match.destinations] as const),
  );
  return { bySource, byDestination };
}
