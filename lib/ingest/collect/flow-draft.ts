import { cleanText } from "@/lib/domain/clean-text";
import { grown } from "@/lib/domain/columns/text-column";
import type { FlowEnd, Flows, Operation, PeerNameSource } from "@/lib/domain/flow/flow";
import { surerName } from "@/lib/domain/flow/peer-name";
import { KeyTable } from "@/lib/domain/key-table";
import { SERVICE_EVIDENCE, type ServiceEvidence, type TimeUs, type Transport } from "@/lib/domain/observation";
import { type Operated, PackedFlows, TRANSPORTS } from "./packed-flows";

/** One record's share of a flow; packets and bytes count both directions. */
export interface FlowPart {
  readonly initiator: FlowEnd;
  readonly responder: FlowEnd;
  readonly transport: Transport;
  readonly port: number | null;
  readonly protocol: string;
  readonly evidence: ServiceEvidence;
  readonly vlan?: number | null;
  readonly packets: number;
  readonly bytes: number;
  readonly packetsFromResponder: number;
  readonly bytesFromResponder: number;
  readonly operations?: readonly Operation[];
  /** Of records that another record of the file may repeat: only the operations of the lowest rank are counted. */
  readonly tellingRank?: number;
  readonly peerName?: string | null;
  readonly peerNameFrom?: PeerNameSource | null;
}

/** Words of the key of a flow between two plain addresses: their numbers, and transport with port. */
const KEY_WORDS = 3;

/** Adds records up to flows. The protocol of a flow is what the strongest evidence says; the surer peer name stays. */
export class FlowDraft {
  /** Records that belonged to flows beyond the limit. */
  dropped = 0;
  /** Records of flows with an end beyond the limit of ends. */
  droppedEnds = 0;
  private readonly flows = new PackedFlows();
  /** What an end is known by → its number. */
  private readonly numbers = new Map<string, number>();
  /** Flows between plain addresses: logs have millions of records of few of them, and no text is made. */
  private plain = new KeyTable(KEY_WORDS);
  /** Row there → row of the flow. */
  private plainFlows = new Uint32Array(0);
  private readonly others = new Map<string, number>();
  /** By flow: the rank whose operations are in it. */
  private readonly ranks = new Map<number, number>();

  /** `maxEnds`: what is not kept as an endpoint needs no flows, and its address costs more than they do. */
  constructor(
    private readonly maxFlows: number,
    private readonly maxEnds: number,
  ) {}

  get heldEnds(): number {
    return this.flows.endCount;
  }

  add(seen: { position: number; fromUs: TimeUs | null; toUs: TimeUs | null }, part: FlowPart): void {
    const { flows } = this;
    const row = this.rowOf(part, seen.position);
    if (row < 0) return;
    flows.widen(row, seen.fromUs, seen.toUs);
    if (isStronger(part, flows.protocolOf(row), flows.evidenceOf(row))) flows.setProtocol(row, part);
    flows.count(row, part);
    if (part.operations && part.operations.length > 0 && this.counts(row, part.tellingRank)) {
      flows.setOperated(row, withOperations(flows.operatedOf(row), part.operations, seen.position));
    }
    if (!part.peerName) return;
    const peerName = cleanText(part.peerName, 255) || null;
    if (peerName === null) return;
    const known = flows.peerNameOf(row);
    const surer = surerName(known, { peerName, peerNameFrom: part.peerNameFrom ?? null });
    if (surer.peerName !== known.peerName || surer.peerNameFrom !== known.peerNameFrom) flows.setPeerName(row, surer);
  }

  /** Whether operations of this rank are counted; a better one than before puts aside what was. */
  private counts(row: number, rank: number | undefined): boolean {
    if (rank === undefined) return true;
    const known = this.ranks.get(row) ?? rank;
    if (rank < known) this.flows.clearOperated(row);
    if (rank <= known) this.ranks.set(row, rank);
    return rank <= known;
  }

  /** Row of the flow, or -1: one beyond a limit leaves nothing behind, neither of itself nor of its ends. */
  private rowOf(part: FlowPart, position: number): number {
    const isFull = this.flows.length >= this.maxFlows;
    const from = this.end(part.initiator, isFull);
    const to = this.end(part.responder, isFull);
    const row =
      from < 0 || to < 0
        ? -1
        : isPlain(part)
          ? this.plainFlow(part, position, from, to, isFull)
          : this.otherFlow(part, position, from, to, isFull);
    if (row < 0 && isFull) this.dropped += 1;
    else if (row < 0) this.droppedEnds += 1;
    return row;
  }

  private plainFlow(part: FlowPart, position: number, from: number, to: number, isFull: boolean): number {
    const { key } = this.plain;
    key[0] = from;
    key[1] = to;
    key[2] = TRANSPORTS.indexOf(part.transport) * 65_537 + (part.port ?? 65_536);
    const row = isFull ? this.plain.find() : this.plain.add();
    if (row < 0) return -1;
    if (isFull || !this.plain.wasAdded) return this.plainFlows[row] as number;
    if (row >= this.plainFlows.length) this.plainFlows = grown(this.plainFlows, row);
    const fresh = this.begin(part, position, from, to);
    this.plainFlows[row] = fresh;
    return fresh;
  }

  private otherFlow(part: FlowPart, position: number, from: number, to: number, isFull: boolean): number {
    const { transport, port, vlan = null } = part;
    const key = `${from}|${to}|${transport}|${port}|${vlan}`;
    const known = this.others.get(key);
    if (known !== undefined || isFull) return known ?? -1;
    const fresh = this.begin(part, position, from, to);
    this.others.set(key, fresh);
    return fresh;
  }

  /** Number of the end; -1 for one that is new when no more are kept. */
  private end({ ip, mac }: FlowEnd, isFull: boolean): number {
    const name = mac === null ? `${ip}` : `${ip}|${mac}`;
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    if (isFull || this.flows.endCount >= this.maxEnds) return -1;
    const fresh = this.flows.addEnd({ ip, mac });
    this.numbers.set(name, fresh);
    return fresh;
  }

  private begin(part: FlowPart, position: number, from: number, to: number): number {
    const { transport, port, vlan = null } = part;
    return this.flows.add({ from, to, transport, port, vlan, position }, part);
  }

  /** The flows; what they were found by is let go. Call last. */
  finish(): Flows {
    this.numbers.clear();
    this.plain = new KeyTable(KEY_WORDS);
    this.plainFlows = new Uint32Array(0);
    this.others.clear();
    this.ranks.clear();
    return this.flows;
  }
}

/** Whether the ends are known by nothing but their IP addresses. */
function isPlain(part: FlowPart): boolean {
  const { initiator: a, responder: b, vlan = null } = part;
  return a.ip !== null && b.ip !== null && a.mac === null && b.mac === null && vlan === null;
}

function withOperations(known: Operated, operations: readonly Operation[], position: number): Operated {
  const counts: Partial<Record<Operation, number>> = { ...known.operations };
  const positions: Partial<Record<Operation, number>> = { ...known.operationPositions };
  for (const operation of operations) {
    counts[operation] = (counts[operation] ?? 0) + 1;
    positions[operation] ??= position;
  }
  return { operations: counts, operationPositions: positions };
}

function isStronger(part: FlowPart, protocol: string, evidence: ServiceEvidence): boolean {
  if (part.protocol === "unknown") return false;
  if (protocol === "unknown") return true;
  return SERVICE_EVIDENCE.indexOf(part.evidence) < SERVICE_EVIDENCE.indexOf(evidence);
}
