import type { Rule, RuleSet } from "../rule-set/rule-set";
import { intersectRegions, isEmptyRegion, type Region, regionOf } from "./region";

/** A rule that decides, with the first packets that can reach it and match. */
export interface FlatRule {
  readonly rule: Rule;
  readonly chain: string;
  readonly action: "allow" | "deny";
  readonly region: Region;
}

const MAX_DEPTH = 16;
/** Chains that call each other often unfold into more than anybody wrote; so many rules a packet may meet at most. */
const MAX_VISITS = 20_000;

/** A chain and those it leads to as one list, in the order in which a packet meets the rules. Null when it grows too long. */
export function flattenChain(ruleSet: RuleSet, name: string): FlatRule[] | null {
  const flat: FlatRule[] = [];
  let visits = 0;
  const walk = (chainName: string, within: Region | null, depth: number): boolean => {
    const chain = ruleSet.chains.get(chainName);
    if (!chain || depth > MAX_DEPTH) return true;
    let isBehindReturn = false;
    for (const rule of chain.rules) {
      visits += 1;
      if (visits > MAX_VISITS) return false;
      const own = regionOf(rule.match);
      if (!own) continue;
      const met = within ? intersectRegions(within, own) : own;
      if (isEmptyRegion(met)) continue;
      // What a return took away is not subtracted: behind one, a rule meets at most its region.
      const region = isBehindReturn ? { ...met, isExact: false } : met;
      const { action } = rule;
      if (action.kind === "return") isBehindReturn = true;
      else if (action.kind === "jump" || action.kind === "goto") {
        if (!walk(action.chain, region, depth + 1)) return false;
      } else if (action.kind === "allow" || action.kind === "deny") {
        flat.push({ rule, chain: chainName, action: action.kind, region });
      }
    }
    return true;
  };
  return walk(name, null, 0) ? flat : null;
}
