import {
  type Flow,
  type FlowEnd,
  firstPositions,
  OPERATIONS,
  type Operation,
  type OperationCounts,
  type OperationPositions,
  type PeerNameSource,
} from "@/lib/domain/flow/flow";
import { surerName } from "@/lib/domain/flow/peer-name";
import { pushAll } from "@/lib/domain/long-lists";
import type { ServiceEvidence, Transport } from "@/lib/domain/observation";
import { type Place, PlaceTable } from "./place-table";

/** Strongest first: payload proves the protocol, a handshake that something listens, a port alone nothing. */
const STRENGTH: Readonly<Record<ServiceEvidence, number>> = { payload: 3, scan: 2, handshake: 1, "port-only": 0 };

export function isStronger(a: ServiceEvidence, b: ServiceEvidence): boolean {
  return STRENGTH[a] > STRENGTH[b];
}

/** One conversation as the flow table knows it, with its direction settled; times are negative when unknown. */
export interface ConversationSummary {
  readonly initiator: FlowEnd;
  readonly responder: FlowEnd;
  readonly transport: Transport;
  readonly port: number | null;
  readonly protocol: string;
  readonly evidence: ServiceEvidence;
  readonly vlan: number | null;
  readonly packets: number;
  readonly bytes: number;
  readonly packetsFromResponder: number;
  readonly bytesFromResponder: number;
  readonly firstUs: number;
  readonly lastUs: number;
  readonly firstFrame: number;
  /** By place in OPERATIONS; null when nothing was done. */
  readonly operations: readonly number[] | null;
  /** Frame of the first of each. */
  readonly operationFrames: readonly number[] | null;
  readonly peerName: string | null;
  readonly peerNameFrom: PeerNameSource | null;
}

type FlowDraft = { -readonly [Key in keyof Flow]: Flow[Key] };

const NO_OPERATIONS: OperationCounts & OperationPositions = Object.freeze({});

/**
 * Folds conversations (client ports) into flows (initiator → responder and port), up to a limit. Half of the room is
 * kept for those in which both ends sent, so that no scan keeps the plant's own flows out.
 */
export class FlowFold {
  /** By ends, transport, port and VLAN: one flow per protocol. */
  private readonly groups = new PlaceTable<FlowDraft>();
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

  add(summary: ConversationSummary): void {
    const place = placeOf(summary);
    const known = this.groups.at(place).find((it) => it.protocol === summary.protocol);
    if (known) {
      join(known, draftOf(summary));
      return;
    }
    const isAnswered = summary.packetsFromResponder > 0 && summary.packetsFromResponder < summary.packets;
    if (this.size >= (isAnswered ? this.maxFlows : this.maxUnanswered)) {
      this.refuse(summary.packets);
      return;
    }
    this.size += 1;
    const draft = draftOf(summary);
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
const placeOf = ({ initiator, responder, transport, port, vlan }: ConversationSummary): Place => ({
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

function draftOf(summary: ConversationSummary): FlowDraft {
  const { initiator, responder, transport, port, protocol, evidence, vlan, packets, bytes } = summary;
  return {
    initiator,
    responder,
    transport,
    port,
    protocol,
    evidence,
    vlan,
    packets,
    bytes,
    packetsFromResponder: summary.packetsFromResponder,
    bytesFromResponder: summary.bytesFromResponder,
    firstSeenUs: summary.firstUs < 0 ? null : summary.firstUs,
    lastSeenUs: summary.lastUs < 0 ? null : summary.lastUs,
    position: summary.firstFrame,
    operations: summary.operations ? byOperation(summary.operations) : NO_OPERATIONS,
    operationPositions: summary.operationFrames ? byOperation(summary.operationFrames) : NO_OPERATIONS,
    peerName: summary.peerName,
    peerNameFrom: summary.peerNameFrom,
  };
}

/** Figures by place in OPERATIONS; 0 says that there was no such operation. */
function byOperation(figures: readonly number[]): Partial<Record<Operation, number>> {
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
  Object.assign(a, surerName(first, second));
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
