import { type Address, hasAddress } from "./address/address-set";
import { iosListNames } from "./cisco-ios/write-cisco-ios";
import { flowText, type PolicyFlow } from "./policy/flow";
import { policyJudge } from "./policy/judge-policy";
import type { Policy } from "./policy/policy";
import { flowKey, probeFlows } from "./policy/probe-flows";
import type { Dialect, WrittenRules } from "./rule-set/dialect";
import { judgeFlow, type Place } from "./rule-set/judge-flow";
import type { RuleSet } from "./rule-set/rule-set";

export interface ProvenRules extends WrittenRules {
  /** Flows over which text and policy gave the same verdict: those observed and those tried at every edge. */
  readonly observedFlows: number;
  readonly triedFlows: number;
  readonly allowedFlows: number;
}

export type PolicyExport =
  | { readonly kind: "proven"; readonly rules: ProvenRules }
  /** Nothing is handed out; the sentence names the first difference. */
  | { readonly kind: "refused"; readonly why: string };

/**
 * Writes the policy, reads the text back as its firewall would, and runs both over every flow that was observed and over
 * flows at every edge of every rule. One difference, or one line that cannot be read back: no export.
 */
export function exportPolicy(policy: Policy, dialect: Dialect, observed: readonly PolicyFlow[]): PolicyExport {
  const written = dialect.write(policy);
  const ruleSet = dialect.read(written.files.map((it) => it.text).join("\n"));
  const [unread] = ruleSet.problems;
  if (unread)
    return refused(
      dialect,
      `line ${unread.line} of the text could not be read back (${unread.reason}): ${unread.text}`,
    );
  const judge = policyJudge(policy);
  const place = placeOf(policy, ruleSet);
  const seen = new Map(observed.map((flow) => [flowKey(flow), flow]));
  const tried = probeFlows(policy).filter((flow) => !seen.has(flowKey(flow)));
  let allowedFlows = 0;
  for (const flow of [...seen.values(), ...tried]) {
    const isWanted = judge(flow) !== null;
    const { isAllowed, rule } = judgeFlow(ruleSet, flow, place);
    if (isWanted) allowedFlows += 1;
    if (isWanted === isAllowed) continue;
    const by = rule ? ` by line ${rule.line}` : "";
    return refused(
      dialect,
      isWanted
        ? `${flowText(flow)} is allowed by the conduits, and would be cut${by}.`
        : `${flowText(flow)} is allowed by no conduit, and would pass${by}.`,
    );
  }
  return {
    kind: "proven",
    rules: { ...written, observedFlows: seen.size, triedFlows: tried.length, allowedFlows },
  };
}

function refused(dialect: Dialect, difference: string): PolicyExport {
  return {
    kind: "refused",
    why: `No ${dialect.title} rules are exported: read back, they would not do the same. ${difference}`,
  };
}

/** Where a written rule set stands: what the text leaves to whoever applies it. */
export function placeOf(policy: Policy, ruleSet: RuleSet): Place {
  if (ruleSet.dialect === "windows") return { kind: "every-host" };
  if (ruleSet.dialect !== "cisco-ios") return { kind: "network" };
  const listName = iosListNames(policy);
  const listOf = (from: Address) => {
    const zone = policy.zones.find((it) => hasAddress(it.addresses, from));
    return [listName(zone?.id ?? "", from.family)];
  };
  return { kind: "lists", listsOf: listOf };
}
