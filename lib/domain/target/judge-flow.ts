import { isLinkLocalProtocol } from "../service/control-protocols";
import { conduitsAllow } from "../zone/judge-conduits";
import { isPseudoZone, UNZONED } from "../zone/zone-key";
import type { RecordedFlow } from "./recorded-flow";
import type { TargetConduit, TargetDesign } from "./target-design";

export type FlowVerdict =
  /** Never leaves its zone: nothing stands in its way. */
  | { readonly kind: "within" }
  | { readonly kind: "allowed"; readonly conduitId: string }
  | { readonly kind: "cut"; readonly why: CutReason }
  /** The target says nothing about it. */
  | { readonly kind: "undecided" };

export type CutReason =
  /** No conduit leads from the one zone to the other. */
  | "no-conduit"
  /** One does, but it does not name this. */
  | "not-named"
  /** One end is in no zone of the target. */
  | "unzoned";

type JudgedFlow = Pick<RecordedFlow, "protocol" | "operations" | "transport" | "port">;

/** Judges flows between two zone keys. */
export interface DesignJudge {
  (from: string, to: string, flow: JudgedFlow): FlowVerdict;
  /** Whether flows of one conversation may fare differently, as a conduit between these zones holds them to operations. */
  asksForOperations(from: string, to: string): boolean;
}

/**
 * What the target does with a flow between two zone keys. Inside a zone nothing is cut. What is spoken with the next
 * hop only (ARP, LLDP) crosses no zone. Ends that are both outside of all zones are nobody's boundary: undecided.
 */
export function designJudge(design: Pick<TargetDesign, "conduits" | "isDefaultDeny">): DesignJudge {
  const byPair = new Map<string, TargetConduit[]>();
  for (const conduit of design.conduits) {
    const there = `${conduit.fromZoneId} ${conduit.toZoneId}`;
    const back = `${conduit.toZoneId} ${conduit.fromZoneId}`;
    for (const key of conduit.initiator === "either" ? [there, back] : [there]) {
      byPair.set(key, [...(byPair.get(key) ?? []), conduit]);
    }
  }
  const judge = (from: string, to: string, flow: JudgedFlow): FlowVerdict => {
    if (isPseudoZone(from) && isPseudoZone(to)) return { kind: "undecided" };
    if (from === to || isLinkLocalProtocol(flow.protocol)) return { kind: "within" };
    const conduits = byPair.get(`${from} ${to}`) ?? [];
    const { protocol, operations, transport, port } = flow;
    const traffic = { protocol, operations, ports: [{ transport, port }] };
    // Several conduits may name its operations only together; then the first of them is shown.
    const allowing =
      conduits.find((it) => conduitsAllow([it], traffic)) ??
      (conduitsAllow(conduits, traffic) ? conduits[0] : undefined);
    if (allowing) return { kind: "allowed", conduitId: allowing.id };
    if (!design.isDefaultDeny && conduits.length === 0 && !byPair.has(`${to} ${from}`)) return { kind: "undecided" };
    if (from === UNZONED || to === UNZONED) return { kind: "cut", why: "unzoned" };
    return { kind: "cut", why: conduits.length > 0 ? "not-named" : "no-conduit" };
  };
  const asksForOperations = (from: string, to: string) =>
    byPair.get(`${from} ${to}`)?.some(({ operations }) => operations.length > 0) ?? false;
  return Object.assign(judge, { asksForOperations });
}
