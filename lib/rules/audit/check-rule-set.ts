import { countOf } from "@/lib/domain/say-count";
import { type AddressSet, countAddresses, formatAddress, hasAddress } from "../address/address-set";
import type { ObservedFlow } from "../policy/build-policy";
import { flowText, type PolicyFlow } from "../policy/flow";
import { policyJudge } from "../policy/judge-policy";
import type { Policy } from "../policy/policy";
import { flowKey, probeFlows } from "../policy/probe-flows";
import { judgeFirstPacket } from "../rule-set/judge-flow";
import type { Rule, RuleProblem, RuleSet } from "../rule-set/rule-set";
import { findShadows, type Shadow } from "./find-shadows";
import { type FlatRule, flattenChain } from "./flatten-chain";
import { regionOf } from "./region";

export const RULE_FINDING_KINDS = ["contradicting", "shadowed", "redundant", "too-wide", "unused"] as const;
export type RuleFindingKind = (typeof RULE_FINDING_KINDS)[number];

export interface RuleFinding {
  readonly kind: RuleFindingKind;
  /** Line of the rule; null: what no rule decides. */
  readonly line: number | null;
  /** The rule as written. */
  readonly text: string;
  /** Why, in a sentence. */
  readonly sentence: string;
  /** Lines of the other rules that it is about. */
  readonly otherLines: readonly number[];
}

export interface RuleSetCheck {
  /** Rules that were read, each line once. */
  readonly rules: number;
  /** Chains or lists that were run, by name; with what they are run over. */
  readonly lists: readonly string[];
  readonly findings: readonly RuleFinding[];
  readonly problems: readonly RuleProblem[];
  readonly observedFlows: number;
  /** Of the flows observed, how many the rules let begin. */
  readonly allowedFlows: number;
  /** What the check could not tell, one sentence each. */
  readonly caveats: readonly string[];
}

/** How much more than used makes a rule too wide: ports and addresses at least, and times what was used. */
const WIDE_PORTS = { least: 16n, times: 8n };
const WIDE_ADDRESSES = { least: 256n, times: 32n };
/** Every two rules are compared, every flow meets every rule: bounds for texts of any size. */
const MAX_COMPARED = 2_000;
const MAX_STEPS = 30_000_000;
const MAX_NAMED = 6;
const MAX_OTHER_LINES = 20;

interface Use {
  flows: number;
  readonly sources: Set<string>;
  readonly destinations: Set<string>;
  readonly services: Set<string>;
}

/**
 * What is wrong with a rule set that somebody else wrote, against what was observed and what the conduits say. Only
 * first packets are judged; rules for replies are left alone.
 */
export function checkRuleSet(ruleSet: RuleSet, observed: readonly ObservedFlow[], policy: Policy | null): RuleSetCheck {
  const roots = rootsOf(ruleSet);
  const caveats: string[] = [];
  const findings: RuleFinding[] = [];
  const uses = new Map<Rule, Use>();
  const allowedKeys = new Set<string>();
  const judged = new Set<Rule>();
  const flats: FlatRule[][] = [];
  const seen = [...new Map(observed.map((flow) => [flowKey(flow), flow])).values()];
  const tried = policy ? probeFlows(policy) : [];
  const conduits = policy ? new Contradictions(policy) : null;
  for (const root of roots) {
    const flat = flattenChain(ruleSet, root.chain);
    if (!flat) {
      caveats.push(`${root.name} unfolds into too many rules: it was not judged.`);
      continue;
    }
    if (flat.length <= MAX_COMPARED) flats.push(flat);
    else caveats.push(`${root.name} has more than ${MAX_COMPARED} rules: they were not compared with each other.`);
    if (!root.isPassed) {
      caveats.push(
        `${root.name} filters what goes to or from the firewall itself: whether its rules are used was not judged.`,
      );
      continue;
    }
    for (const { rule } of flat) judged.add(rule);
    const most = Math.floor(MAX_STEPS / Math.max(1, flat.length));
    if (seen.length + tried.length > most)
      caveats.push(
        `${root.name} is long and the flows are many: ${most} of ${seen.length + tried.length} flows were run through it.`,
      );
    for (const flow of seen.slice(0, most)) {
      if (!root.meets(flow)) continue;
      const verdict = judgeFirstPacket(ruleSet, root.chain, flow);
      if (!verdict) continue;
      if (verdict.isAllowed) allowedKeys.add(flowKey(flow));
      if (verdict.rule) count(uses, verdict.rule, flow);
      conduits?.add(flow, verdict.isAllowed, verdict.rule, true);
    }
    for (const flow of tried.slice(0, Math.max(0, most - seen.length))) {
      if (!root.meets(flow)) continue;
      const verdict = judgeFirstPacket(ruleSet, root.chain, flow);
      if (verdict) conduits?.add(flow, verdict.isAllowed, verdict.rule, false);
    }
  }
  findings.push(...shadowFindings(flats), ...(conduits?.findings() ?? []));
  const settled = new Set(findings.filter((it) => it.kind === "shadowed").map((it) => it.line));
  for (const rule of judged) {
    if (settled.has(rule.line)) continue;
    const use = uses.get(rule);
    const finding = use ? tooWide(rule, use) : unused(rule, seen.length);
    if (finding) findings.push(finding);
  }
  if (policy === null) caveats.push("There are no conduits to hold the rules against.");
  if (seen.length === 0)
    caveats.push("No flow was observed here: whether rules are used, or too wide, cannot be told.");
  const lines = new Set(
    [...ruleSet.chains.values()].flatMap((it) => it.rules.map(({ line }) => line)).filter((it) => it > 0),
  );
  const order = (it: RuleFinding) => RULE_FINDING_KINDS.indexOf(it.kind);
  return {
    rules: lines.size,
    lists: roots.map((it) => it.name),
    findings: findings.sort((a, b) => order(a) - order(b) || (a.line ?? 1e9) - (b.line ?? 1e9)),
    problems: ruleSet.problems,
    observedFlows: seen.length,
    allowedFlows: allowedKeys.size,
    caveats,
  };
}

interface Root {
  readonly name: string;
  readonly chain: string;
  /** Whether traffic between others passes it. */
  readonly isPassed: boolean;
  meets(flow: PolicyFlow): boolean;
}

function rootsOf({ dialect, hooks, bindings, chains }: RuleSet): Root[] {
  const always = () => true;
  if (dialect === "nftables" || dialect === "iptables") {
    return (["forward", "input", "output"] as const).flatMap((hook) =>
      hooks[hook].map((chain) => ({ name: chain, chain, isPassed: hook === "forward", meets: always })),
    );
  }
  return hooks.forward
    .filter((name) => chains.has(name))
    .map((chain) => {
      const bound = bindings.filter((it) => it.list === chain);
      const meets = (flow: PolicyFlow) =>
        bound.some((it) => hasAddress(it.addresses, it.direction === "in" ? flow.source : flow.destination));
      return { name: chain, chain, isPassed: true, meets: bound.length > 0 ? meets : always };
    });
}

function count(uses: Map<Rule, Use>, rule: Rule, flow: PolicyFlow): void {
  const use = uses.get(rule) ?? { flows: 0, sources: new Set(), destinations: new Set(), services: new Set() };
  uses.set(rule, use);
  use.flows += 1;
  use.sources.add(formatAddress(flow.source));
  use.destinations.add(formatAddress(flow.destination));
  use.services.add(serviceWords(flow));
}

function serviceWords(flow: PolicyFlow): string {
  return flowText(flow).split(", ")[1] ?? "";
}

/** A line is shadowed only when it is so on every way that leads to it. */
function shadowFindings(flats: readonly FlatRule[][]): RuleFinding[] {
  const ways = new Map<Rule, number>();
  for (const flat of flats) for (const { rule } of flat) ways.set(rule, (ways.get(rule) ?? 0) + 1);
  const byRule = new Map<Rule, Shadow[]>();
  for (const shadow of flats.flatMap(findShadows))
    byRule.set(shadow.flat.rule, [...(byRule.get(shadow.flat.rule) ?? []), shadow]);
  return [...byRule].flatMap(([rule, found]) => {
    if (found.length < (ways.get(rule) ?? 0)) return [];
    const kind = found.some((it) => it.kind === "shadowed") ? "shadowed" : "redundant";
    const others = [...new Set(found.flatMap((it) => it.by.map((by) => by.rule.line)))].sort((a, b) => a - b);
    const named = `line${others.length === 1 ? "" : "s"} ${listed(others.map(String))}`;
    const isLater = others.every((it) => it > rule.line);
    const sentence =
      kind === "shadowed"
        ? `No first packet reaches it: ${named} decide${others.length === 1 ? "s" : ""} before, and not always the same.`
        : isLater
          ? `Without it nothing changes: ${named} does the same on all of it.`
          : `Nothing is left for it: ${named} do${others.length === 1 ? "es" : ""} the same before.`;
    return [{ kind, line: rule.line, text: rule.text, sentence, otherLines: others.slice(0, MAX_OTHER_LINES) }];
  });
}

function unused(rule: Rule, observedFlows: number): RuleFinding | null {
  if (observedFlows === 0 || regionOf(rule.match) === null) return null;
  // That nothing was refused is no reason to take a refusal away.
  if (rule.action.kind !== "allow") return null;
  const sentence =
    "It decides none of the flows that were observed. Whether it never will, the time watched has to say.";
  return { kind: "unused", line: rule.line, text: rule.text, sentence, otherLines: [] };
}

function tooWide(rule: Rule, use: Use): RuleFinding | null {
  const region = regionOf(rule.match);
  if (!region || rule.action.kind !== "allow") return null;
  const isWide = (all: bigint, used: number, { least, times }: typeof WIDE_PORTS) =>
    all > least && all > times * BigInt(used);
  const parts: string[] = [];
  if (isWide(countAddresses(region.services), use.services.size, WIDE_PORTS))
    parts.push(`more than ${countOf(use.services.size, "service")}, used: ${listed([...use.services])}`);
  if (isWide(countAddresses(region.sources), use.sources.size, WIDE_ADDRESSES))
    parts.push(`${sizeText(region.sources)} to begin, ${use.sources.size} did: ${listed([...use.sources])}`);
  if (isWide(countAddresses(region.destinations), use.destinations.size, WIDE_ADDRESSES))
    parts.push(
      `${sizeText(region.destinations)} to be reached, ${use.destinations.size} were: ${listed([...use.destinations])}`,
    );
  if (parts.length === 0) return null;
  return {
    kind: "too-wide",
    line: rule.line,
    text: rule.text,
    sentence: `It allows ${parts.join("; ")}.`,
    otherLines: [],
  };
}

function sizeText(set: AddressSet): string {
  const all = countAddresses(set);
  return all > 1_000_000n ? "millions of addresses" : `${Number(all).toLocaleString("en-GB")} addresses`;
}

function listed(values: readonly string[]): string {
  if (values.length <= MAX_NAMED) return values.join(", ");
  return `${values.slice(0, MAX_NAMED).join(", ")} and ${values.length - MAX_NAMED} more`;
}

/** Verdicts of the rules that are not those of the conduits, by the rule that gave them. */
class Contradictions {
  private readonly judge;
  private readonly byRule = new Map<
    string,
    { rule: Rule | null; isAllowed: boolean; flows: string[]; observed: number; title: string }
  >();

  constructor(private readonly policy: Policy) {
    this.judge = policyJudge(policy);
  }

  add(flow: PolicyFlow, isAllowed: boolean, rule: Rule | null, isObserved: boolean): void {
    if (!this.isBetweenZones(flow)) return;
    const allow = this.judge(flow);
    if ((allow !== null) === isAllowed) return;
    const key = `${rule?.line ?? 0} ${isAllowed}`;
    const found = this.byRule.get(key) ?? { rule, isAllowed, flows: [], observed: 0, title: allow?.title ?? "" };
    this.byRule.set(key, found);
    if (isObserved) found.observed += 1;
    found.flows.push(flowText(flow));
  }

  /** Of what comes from or goes to no zone, the conduits say nothing. */
  private isBetweenZones({ source, destination }: PolicyFlow): boolean {
    const isIn = (address: PolicyFlow["source"]) => this.policy.zones.some((it) => hasAddress(it.addresses, address));
    return isIn(source) && isIn(destination);
  }

  findings(): RuleFinding[] {
    return [...this.byRule.values()].map(({ rule, isAllowed, flows, observed, title }) => {
      const example = flows[0] ?? "";
      const seen = observed > 0 ? `${countOf(observed, "observed flow")} among them` : "nothing of it was observed";
      const sentence = isAllowed
        ? `It allows what no conduit does, for instance ${example}; ${seen}.`
        : `${rule ? "It cuts" : "What no rule decides is cut, and so is"} what the conduit ${title} allows, for instance ${example}; ${seen}.`;
      return {
        kind: "contradicting",
        line: rule?.line || null,
        text: rule?.text ?? "",
        sentence:
          isAllowed && !rule
            ? `What no rule decides passes, and no conduit allows it, for instance ${example}; ${seen}.`
            : sentence,
        otherLines: [],
      };
    });
  }
}
