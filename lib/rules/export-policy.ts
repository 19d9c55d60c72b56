import { flowText, type PolicyFlow } from "./policy/flow";
import { policyJudge } from "./policy/judge-policy";
import type { Policy } from "./policy/policy";
import { flowKey, probeFlows } from "./policy/probe-flows";
import type { Dialect, WrittenRules } from "./rule-set/dialect";
import { judgeFlow } from "./rule-set/judge-flow";

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
  const place = dialect.placeOf(policy);
  const sees = (flow: PolicyFlow) => dialect.sees?.(policy, flow) ?? true;
  const seen = new Map(observed.filter(sees).map((flow) => [flowKey(flow), flow]));
  const tried = probeFlows(policy).filter((flow) => sees(flow) && !seen.has(flowKey(flow)));
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
