import type { PolicyFlow } from "../policy/flow";
import type { Policy } from "../policy/policy";
import type { Place } from "./judge-flow";
import type { DialectId, RuleSet } from "./rule-set";

export interface RuleFile {
  readonly name: string;
  readonly text: string;
}

export interface WrittenRules {
  readonly files: readonly RuleFile[];
  /** What whoever loads it has to know, one sentence each. */
  readonly notes: readonly string[];
}

/** One firewall's language: from a policy to its text and from text to rules. */
export interface Dialect {
  readonly id: DialectId;
  readonly title: string;
  write(policy: Policy): WrittenRules;
  /** Never throws on input: what cannot be read is listed in `problems`. */
  read(text: string): RuleSet;
  /** Where what was written stands: what the text leaves to whoever applies it. */
  placeOf(policy: Policy): Place;
  /** Whether it ever sees a flow; absent: all. */
  sees?(policy: Policy, flow: PolicyFlow): boolean;
}
