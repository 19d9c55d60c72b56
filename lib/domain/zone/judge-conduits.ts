import { OPERATIONS, type Operation, type OperationCounts } from "../flow/flow";
import { isPseudoZone } from "./zone-key";

/** Ports of the responder, both ends inclusive. */
export interface ConduitPorts {
  readonly transport: "tcp" | "udp";
  readonly from: number;
  readonly to: number;
}

/** What may pass between two zones. */
export interface ConduitRule {
  readonly fromZoneId: string;
  readonly toZoneId: string;
  /** Which side may begin a conversation: the zone `from` alone, or either. */
  readonly initiator: "from" | "either";
  /** Empty = any. */
  readonly protocols: readonly string[];
  /** What may be done in protocols that do something; empty = anything. */
  readonly operations: readonly Operation[];
  /** Ports that it is held to besides; empty = those of the protocols. */
  readonly ports: readonly ConduitPorts[];
}

/** Traffic of one protocol from one zone to another. */
export interface JudgedTraffic {
  readonly protocol: string;
  readonly operations: OperationCounts;
  /** Null where they are not told apart: then no conduit is held to its ports. */
  readonly ports: readonly { readonly transport: string; readonly port: number | null }[] | null;
}

export type Verdict = "inside" | "violation" | "undecided";

/** What of some traffic no conduit names; both empty when only its ports are not named. */
export interface Breach {
  readonly protocol: string;
  readonly operations: readonly Operation[];
}

export interface ConduitJudge {
  /** All that passed from one zone key to another, against the conduits between them. */
  verdict(from: string, to: string, traffic: readonly JudgedTraffic[]): Verdict;
  /** What makes it a violation. */
  breaches(from: string, to: string, traffic: readonly JudgedTraffic[]): Breach[];
  /** Whether a conduit, in whichever direction, stands between two zones: only then does it matter what passed. */
  isDecided(from: string, to: string): boolean;
}

/**
 * Whether traffic between two zones is as decided. Inside one zone nothing needs a conduit. A pair of zones with a
 * conduit, in whichever direction, is decided: what no conduit of that direction names is a violation. Without a
 * conduit, and with the pseudo zones, nobody has decided yet.
 */
export function conduitJudge(conduits: readonly ConduitRule[]): ConduitJudge {
  const byDirection = new Map<string, ConduitRule[]>();
  const decided = new Set<string>();
  const add = (from: string, to: string, rule: ConduitRule) => {
    const rules = byDirection.get(`${from} ${to}`);
    if (rules) rules.push(rule);
    else byDirection.set(`${from} ${to}`, [rule]);
  };
  for (const rule of conduits) {
    const { fromZoneId: from, toZoneId: to } = rule;
    add(from, to, rule);
    if (rule.initiator === "either") add(to, from, rule);
    decided.add(`${from} ${to}`).add(`${to} ${from}`);
  }
  const breaches = (from: string, to: string, traffic: readonly JudgedTraffic[]) => {
    const rules = byDirection.get(`${from} ${to}`) ?? [];
    return traffic.flatMap((it) => breachOf(rules, it) ?? []);
  };
  return {
    isDecided: (from, to) => !isOpen(from, to, decided),
    breaches: (from, to, traffic) => (isOpen(from, to, decided) ? [] : breaches(from, to, traffic)),
    verdict(from, to, traffic) {
      if (isPseudoZone(from) || isPseudoZone(to)) return "undecided";
      if (from === to) return "inside";
      if (!decided.has(`${from} ${to}`)) return "undecided";
      return breaches(from, to, traffic).length === 0 ? "inside" : "violation";
    },
  };
}

/** Whether conduits of the right direction together name all of the traffic. */
export function conduitsAllow(rules: readonly ConduitRule[], traffic: JudgedTraffic): boolean {
  return breachOf(rules, traffic) === null;
}

function breachOf(rules: readonly ConduitRule[], { protocol, operations, ports }: JudgedTraffic): Breach | null {
  const named = rules.filter((it) => it.protocols.length === 0 || it.protocols.includes(protocol));
  const isNamed = named.some((it) => it.ports.length === 0 || ports === null || ports.length === 0);
  const arePortsNamed = isNamed || (ports ?? []).every((port) => named.some((it) => holdsPort(it, port)));
  if (named.length === 0 || !arePortsNamed) return { protocol, operations: [] };
  const forbidden = OPERATIONS.filter(
    (it) =>
      (operations[it] ?? 0) > 0 && !named.some((rule) => rule.operations.length === 0 || rule.operations.includes(it)),
  );
  return forbidden.length > 0 ? { protocol, operations: forbidden } : null;
}

function holdsPort(
  rule: ConduitRule,
  { transport, port }: { readonly transport: string; readonly port: number | null },
): boolean {
  if (rule.ports.length === 0) return true;
  return port !== null && rule.ports.some((it) => it.transport === transport && it.from <= port && port <= it.to);
}

function isOpen(from: string, to: string, decided: ReadonlySet<string>): boolean {
  return from === to || isPseudoZone(from) || isPseudoZone(to) || !decided.has(`${from} ${to}`);
}
