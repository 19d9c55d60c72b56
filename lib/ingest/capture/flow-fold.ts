import {
  type Flow,
  type FlowEnd,
  firstPositions,
  OPERATIONS,
  type Operation,
  type OperationCounts,
  type OperationPositions,
} from "@/lib/domain/flow/flow";
import { surerName } from "@/lib/domain/flow/peer-name";
import { pushAll } from "@/lib/domain/long-lists";
import type { ServiceEvidence } from "@/lib/domain/observation";
import { type Place, PlaceTable } from "./place-table";

/** Strongest first: payload proves the protocol, a handshake that something listens, a port alone nothing. */
const STRENGTH: Readonly<Record<ServiceEvidence, number>> = { payload: 3, scan: 2, handshake: 1, "port-only": 0 };

export function isStronger(a: ServiceEvidence, b: ServiceEvidence): boolean {
  return STRENGTH[a] > STRENGTH[b];
}

/** A flow that more conversations may join. */
export type FlowDraft = { -readonly [Key in keyof Flow]: Flow[Key] };

const NO_OPERATIONS: OperationCounts & OperationPositions = Object.freeze({});

/**
 * Folds conversations (client ports) into flows (initiator → responder and port), up to a limit. Half of the room is
 * kept for those in which both ends sent, so that no scan keeps the plant's own flows out.
 */
export class FlowFold {
  /** By ends, transport, port and VLAN: one flow per protocol. */
  private readonly groups = new PlaceTable<FlowDraft>((draft) => draft.protocol);
  /** One object for each end that flows share, by its address. */
  private readonly ends = new Map<string, FlowEnd>();
  private size = 0;
  /** Conversations that found no room, and their packets. */
  refused = 0;
  refusedPackets = 0;

  /** Flows in which one end alone sent. */
  readonly maxUnanswered: number;

  constructor(private readonly maxFlows: number) {
    this.maxUnanswered = Math.ceil(maxFlows / 2);
  }

  /** Takes one conversation, with its direction settled. */
  add(draft: FlowDraft): void {
    const place = placeOf(draft);
    const known = this.groups.find(place, draft.protocol);
    if (known) {
      join(known, draft);
      return;
    }
    const isAnswered = draft.packetsFromResponder > 0 && draft.packetsFromResponder < draft.packets;
    if (this.size >= (isAnswered ? this.maxFlows : this.maxUnanswered)) {
      this.refuse(draft.packets);
      return;
    }
    this.size += 1;
    draft.initiator = this.shared(place.a, draft.initiator);
    draft.responder = this.shared(place.b, draft.responder);
    this.groups.add(place, draft);
  }

  private shared(key: string, end: FlowEnd): FlowEnd {
    const known = this.ends.get(key);
    if (known && known.ip === end.ip && known.mac === end.mac) return known;
    this.ends.set(key, end);
    return end;
  }

  refuse(packets: number): void {
    this.refused += 1;
    this.refusedPackets += packets;
  }

  /** Flows in order of their first packets. `nameOf` gives the name an address was resolved from. */
  build(nameOf: (ip: string) => string | null): Flow[] {
    const flows: FlowDraft[] = [];
    for (const group of this.groups.lists()) pushAll(flows, settle(group));
    for (const flow of flows) {
      if (flow.peerName !== null || flow.responder.ip === null) continue;
      flow.peerName = nameOf(flow.responder.ip);
      if (flow.peerName !== null) flow.peerNameFrom = "dns";
    }
    return flows.sort((a, b) => a.position - b.position || (flowKey(a) < flowKey(b) ? -1 : 1));
  }

  clear(): void {
    this.groups.clear();
    this.ends.clear();
    this.size = 0;
    this.refused = 0;
    this.refusedPackets = 0;
  }
}

const endKey = (end: FlowEnd) => end.ip ?? end.mac ?? "";
const placeOf = ({ initiator, responder, transport, port, vlan }: Flow): Place => ({
  a: endKey(initiator),
  b: endKey(responder),
  transport,
  port,
  vlan,
});
const flowKey = (flow: Flow) => `${endKey(flow.initiator)} ${endKey(flow.responder)} ${flow.port} ${flow.protocol}`;

/** A conversation whose payload was not seen belongs to the protocol that others on the same port proved. */
function settle(all: readonly FlowDraft[]): readonly FlowDraft[] {
  const proven = all.filter((it) => it.evidence === "payload");
  if (proven.length === 0 || proven.length === all.length) return all;
  proven.sort((a, b) => b.packets - a.packets || a.position - b.position);
  for (const it of all) if (it.evidence !== "payload") join(proven[0], it);
  return proven;
}

/** Figures by place in OPERATIONS; 0 says that there was no such operation, null that there was none at all. */
export function byOperation(figures: readonly number[] | null): OperationCounts & OperationPositions {
  if (figures === null) return NO_OPERATIONS;
  const named: Partial<Record<Operation, number>> = {};
  OPERATIONS.forEach((operation, index) => {
    if (figures[index] > 0) named[operation] = figures[index];
  });
  return named;
}

/** Adds `b` to `a`, which keeps its protocol. What was seen first gives the MACs, the surer source the name. */
function join(a: FlowDraft, b: FlowDraft): void {
  const [first, second] = a.position <= b.position ? [a, b] : [b, a];
  a.initiator = endOf(first.initiator, second.initiator);
  a.responder = endOf(first.responder, second.responder);
  const { peerName, peerNameFrom } = surerName(first, second);
  a.peerName = peerName;
  a.peerNameFrom = peerNameFrom;
  a.position = first.position;
  if (isStronger(b.evidence, a.evidence)) a.evidence = b.evidence;
  a.packets += b.packets;
  a.bytes += b.bytes;
  a.packetsFromResponder += b.packetsFromResponder;
  a.bytesFromResponder += b.bytesFromResponder;
  if (b.firstSeenUs !== null) a.firstSeenUs = Math.min(a.firstSeenUs ?? b.firstSeenUs, b.firstSeenUs);
  if (b.lastSeenUs !== null) a.lastSeenUs = Math.max(a.lastSeenUs ?? b.lastSeenUs, b.lastSeenUs);
  if (b.operations === NO_OPERATIONS) return;
  a.operations = sumOf(a.operations, b.operations);
  a.operationPositions = firstPositions(a.operationPositions, b.operationPositions);
}

const endOf = (first: FlowEnd, second: FlowEnd) => (first.mac === null && second.mac !== null ? second : first);

function sumOf(a: OperationCounts, b: OperationCounts): OperationCounts {
  return byOperation(OPERATIONS.map((operation) => (a[operation] ?? 0) + (b[operation] ?? 0)));
}
