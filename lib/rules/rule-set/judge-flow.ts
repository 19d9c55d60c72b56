import { type Address, type AddressSet, hasAddress } from "../address/address-set";
import { isIcmp, type PolicyFlow } from "../policy/flow";
import { ECHO_REPLY, ECHO_REQUEST, type PortRange } from "../policy/service";
import type { Chain, Rule, RuleMatch, RuleSet, ServiceMatch } from "./rule-set";
import { rulesForPacket } from "./rules-for-packet";

/** Where the rule set stands. */
export type Place =
  /** Between networks: everything passes it. */
  | { readonly kind: "network" }
  /** On one host: it sees what that host sends and receives. */
  | { readonly kind: "host"; readonly addresses: AddressSet }
  /** On every host of the plant: both ends have to allow. */
  | { readonly kind: "every-host" }
  /** Lists on interfaces: which list filters what comes from, or goes to, an address. */
  | { readonly kind: "lists"; listsOf(from: Address, to: Address): readonly string[] };

export interface FlowVerdict {
  readonly isAllowed: boolean;
  /** The rule that decided the first packet, or the reply where that is what was cut; null: the default did. */
  readonly rule: Rule | null;
}

interface Packet {
  readonly source: Address;
  readonly destination: Address;
  readonly protocol: number;
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly icmpType: number | null;
  readonly state: "new" | "established";
  /** Names of temporary lists of which it is a member. */
  readonly reflected: ReadonlySet<string>;
}

type Decision = { readonly kind: "allow" | "deny" | "return"; readonly rule: Rule | null };

/** Chains that call each other in a circle end here; kernels refuse such sets, texts may hold them. */
const MAX_DEPTH = 16;

/**
 * Runs a flow through a rule set: its first packet, then the reply. Allowed when both pass. Which interfaces a flow
 * passes stands in no text, so conditions on them count as fulfilled.
 */
export function judgeFlow(ruleSet: RuleSet, flow: PolicyFlow, place: Place): FlowVerdict {
  const reflected = new Set<string>();
  const first = firstPacket(flow);
  let deciding: Rule | null = null;
  for (const name of chainsFor(ruleSet, place, flow.source, flow.destination)) {
    const decision = runChain(ruleSet, name, first, 0);
    if (decision.kind !== "allow") return { isAllowed: false, rule: decision.rule };
    deciding ??= decision.rule;
    const action = decision.rule?.action;
    if (action?.kind === "allow" && action.reflects) reflected.add(action.reflects);
  }
  if (ruleSet.tracks === "all" || (ruleSet.tracks === "all-but-icmp" && !isIcmp(flow.protocol)))
    return { isAllowed: true, rule: deciding };
  const reply = replyPacket(flow, reflected);
  for (const name of chainsFor(ruleSet, place, flow.destination, flow.source)) {
    const decision = runChain(ruleSet, name, reply, 0);
    if (decision.kind !== "allow") return { isAllowed: false, rule: decision.rule };
  }
  return { isAllowed: true, rule: deciding };
}

/** What one chain, with those that it leads to, does with the first packet of a flow; null: it leaves it to others. */
export function judgeFirstPacket(ruleSet: RuleSet, chain: string, flow: PolicyFlow): FlowVerdict | null {
  const { kind, rule } = runChain(ruleSet, chain, firstPacket(flow), 0);
  return kind === "return" ? null : { isAllowed: kind === "allow", rule };
}

function firstPacket(flow: PolicyFlow): Packet {
  const icmpType = isIcmp(flow.protocol) ? ECHO_REQUEST[flow.source.family] : null;
  return { ...flow, icmpType, state: "new", reflected: new Set() };
}

function replyPacket(flow: PolicyFlow, reflected: ReadonlySet<string>): Packet {
  return {
    source: flow.destination,
    destination: flow.source,
    protocol: flow.protocol,
    sourcePort: flow.destinationPort,
    destinationPort: flow.sourcePort,
    icmpType: isIcmp(flow.protocol) ? ECHO_REPLY[flow.source.family] : null,
    state: "established",
    reflected,
  };
}

function chainsFor({ hooks, bindings }: RuleSet, place: Place, from: Address, to: Address): readonly string[] {
  switch (place.kind) {
    case "network":
      if (bindings.length === 0) return hooks.forward;
      return [
        ...bindings.filter((it) => it.direction === "in" && hasAddress(it.addresses, from)),
        ...bindings.filter((it) => it.direction === "out" && hasAddress(it.addresses, to)),
      ].map((it) => it.list);
    case "host":
      if (hasAddress(place.addresses, from)) return hooks.output;
      return hasAddress(place.addresses, to) ? hooks.input : [];
    case "every-host":
      return [...hooks.output, ...hooks.input];
    case "lists":
      return place.listsOf(from, to);
  }
}

function runChain(ruleSet: RuleSet, name: string, packet: Packet, depth: number): Decision {
  const chain = ruleSet.chains.get(name);
  // A list that is named and nowhere defined: the devices that allow it at all let everything through.
  if (!chain) return { kind: "allow", rule: null };
  if (chain.order === "deny-wins") return runUnordered(chain, packet);
  for (const rule of rulesForPacket(chain.rules, packet.source, packet.destination)) {
    if (!matches(rule.match, packet)) continue;
    const { action } = rule;
    switch (action.kind) {
      case "allow":
      case "deny":
        return { kind: action.kind, rule };
      case "evaluate":
        if (packet.reflected.has(action.list)) return { kind: "allow", rule };
        break;
      case "return":
        return depth === 0 ? { kind: chain.otherwise, rule } : { kind: "return", rule };
      case "jump":
      case "goto": {
        const decision: Decision =
          depth < MAX_DEPTH ? runChain(ruleSet, action.chain, packet, depth + 1) : { kind: "deny", rule };
        if (decision.kind !== "return") return decision;
        if (action.kind === "goto") return { kind: chain.otherwise, rule: null };
        break;
      }
      default:
    }
  }
  return { kind: chain.otherwise, rule: null };
}

function runUnordered({ rules, otherwise }: Chain, packet: Packet): Decision {
  const matching = rulesForPacket(rules, packet.source, packet.destination).filter((rule) =>
    matches(rule.match, packet),
  );
  const deciding =
    matching.find((it) => it.action.kind === "deny") ?? matching.find((it) => it.action.kind === "allow");
  if (!deciding) return { kind: otherwise, rule: null };
  return { kind: deciding.action.kind === "deny" ? "deny" : "allow", rule: deciding };
}

function matches(match: RuleMatch, packet: Packet): boolean {
  if (match.states && !match.states.includes(packet.state)) return false;
  return (
    match.services.some((service) => serviceMatches(service, packet)) &&
    hasAddress(match.sources, packet.source) &&
    hasAddress(match.destinations, packet.destination)
  );
}

function serviceMatches(service: ServiceMatch, packet: Packet): boolean {
  if (service.protocols && !service.protocols.includes(packet.protocol)) return false;
  if (service.isReplyOnly && packet.state === "new") return false;
  if (service.icmpTypes && (packet.icmpType === null || !service.icmpTypes.includes(packet.icmpType))) return false;
  return isIn(service.sourcePorts, packet.sourcePort) && isIn(service.destinationPorts, packet.destinationPort);
}

function isIn(ranges: readonly PortRange[] | null, port: number): boolean {
  return ranges === null || ranges.some(({ first, last }) => port >= first && port <= last);
}
