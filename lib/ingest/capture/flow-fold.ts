import { type Flow, type FlowEnd, OPERATIONS, type OperationCounts } from "@/lib/domain/flow/flow";
import type { ServiceEvidence, Transport } from "@/lib/domain/observation";

/** Strongest first: payload proves the protocol, a handshake that something listens, a port alone nothing. */
const STRENGTH: Readonly<Record<ServiceEvidence, number>> = { payload: 3, scan: 2, handshake: 1, "port-only": 0 };

export function isStronger(a: ServiceEvidence, b: ServiceEvidence): boolean {
  return STRENGTH[a] > STRENGTH[b];
}

/** One conversation as the flow table knows it, with its direction settled. */
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
  readonly peerName: string | null;
}

interface FlowDraft {
  summary: ConversationSummary;
  /** Another protocol between the same ends on the same port. */
  sibling: FlowDraft | null;
}

/** Folds conversations (client ports) into flows (initiator → responder and port), up to a limit. */
export class FlowFold {
  private readonly groups = new Map<string, FlowDraft>();
  private size = 0;
  /** Conversations that found no room, and their packets. */
  refused = 0;
  refusedPackets = 0;

  constructor(private readonly maxFlows: number) {}

  add(summary: ConversationSummary): void {
    const key = `${endKey(summary.initiator)}>${endKey(summary.responder)}/${summary.transport}/${summary.port ?? ""}/${summary.vlan ?? ""}`;
    const group = this.groups.get(key);
    for (let draft = group ?? null; draft; draft = draft.sibling) {
      if (draft.summary.protocol === summary.protocol) {
        draft.summary = join(draft.summary, summary);
        return;
      }
    }
    if (this.size >= this.maxFlows) {
      this.refused += 1;
      this.refusedPackets += summary.packets;
      return;
    }
    this.size += 1;
    if (group) group.sibling = { summary, sibling: group.sibling };
    else this.groups.set(key, { summary, sibling: null });
  }

  /** Flows in order of their first packets. `nameOf` gives the name an address was resolved from. */
  build(nameOf: (ip: string) => string | null): Flow[] {
    const flows: Flow[] = [];
    for (const group of this.groups.values()) for (const it of settle(group)) flows.push(flowOf(it, nameOf));
    return flows.sort((a, b) => a.position - b.position || (flowKey(a) < flowKey(b) ? -1 : 1));
  }
}

const endKey = (end: FlowEnd) => end.ip ?? end.mac ?? "";
const flowKey = (flow: Flow) => `${endKey(flow.initiator)} ${endKey(flow.responder)} ${flow.port} ${flow.protocol}`;

/** A conversation whose payload was not seen belongs to the protocol that others on the same port proved. */
function settle(group: FlowDraft): ConversationSummary[] {
  const all: ConversationSummary[] = [];
  for (let draft: FlowDraft | null = group; draft; draft = draft.sibling) all.push(draft.summary);
  const proven = all.filter((it) => it.evidence === "payload");
  if (proven.length === 0 || proven.length === all.length) return all;
  proven.sort((a, b) => b.packets - a.packets || a.firstFrame - b.firstFrame);
  const main = all.filter((it) => it.evidence !== "payload").reduce(join, proven[0]);
  return [main, ...proven.slice(1)];
}

/** Keeps protocol and ends of the first, and adds up the rest. */
function join(a: ConversationSummary, b: ConversationSummary): ConversationSummary {
  const earlier = a.firstFrame <= b.firstFrame ? a : b;
  return {
    ...a,
    initiator: { ip: a.initiator.ip, mac: earlier.initiator.mac ?? a.initiator.mac ?? b.initiator.mac },
    responder: { ip: a.responder.ip, mac: earlier.responder.mac ?? a.responder.mac ?? b.responder.mac },
    evidence: isStronger(b.evidence, a.evidence) ? b.evidence : a.evidence,
    packets: a.packets + b.packets,
    bytes: a.bytes + b.bytes,
    packetsFromResponder: a.packetsFromResponder + b.packetsFromResponder,
    bytesFromResponder: a.bytesFromResponder + b.bytesFromResponder,
    firstUs: a.firstUs < 0 || (b.firstUs >= 0 && b.firstUs < a.firstUs) ? b.firstUs : a.firstUs,
    lastUs: Math.max(a.lastUs, b.lastUs),
    firstFrame: earlier.firstFrame,
    operations: addCounts(a.operations, b.operations),
    peerName: earlier.peerName ?? a.peerName ?? b.peerName,
  };
}

function addCounts(a: readonly number[] | null, b: readonly number[] | null): readonly number[] | null {
  if (!a || !b) return a ?? b;
  return a.map((count, index) => count + b[index]);
}

function flowOf(summary: ConversationSummary, nameOf: (ip: string) => string | null): Flow {
  const { firstUs, lastUs, firstFrame, operations, peerName, ...rest } = summary;
  const counts: Partial<Record<(typeof OPERATIONS)[number], number>> = {};
  OPERATIONS.forEach((operation, index) => {
    const count = operations?.[index] ?? 0;
    if (count > 0) counts[operation] = count;
  });
  return {
    ...rest,
    firstSeenUs: firstUs < 0 ? null : firstUs,
    lastSeenUs: lastUs < 0 ? null : lastUs,
    position: firstFrame,
    operations: counts satisfies OperationCounts,
    peerName: peerName ?? (rest.responder.ip === null ? null : nameOf(rest.responder.ip)),
  };
}
