import { KeyTable } from "@/lib/capture/key-table";
import { cleanText } from "@/lib/domain/clean-text";
import { detachedText } from "@/lib/domain/detached-text";
import type { Flow, FlowEnd, Operation, PeerNameSource } from "@/lib/domain/flow/flow";
import { surerName } from "@/lib/domain/flow/peer-name";
import { SERVICE_EVIDENCE, type ServiceEvidence, type TimeUs, type Transport } from "@/lib/domain/observation";
import { widen } from "./widen";

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

type Counts = Partial<Record<Operation, number>>;

type Kept = { -readonly [K in keyof Flow]: Flow[K] } & { operations: Counts; operationPositions: Counts };

/** By flow: the rank whose operations are in it. */
type Ranks = Map<Kept, number>;

const TRANSPORTS: readonly Transport[] = ["tcp", "udp", "sctp", "icmp", "ethernet", "ip"];

/** Most flows of logs tell of no operation, and two objects for each of a million would be a hundred megabytes. */
const NONE: Counts = Object.freeze({});

/** Words of the key of a flow between two plain addresses: their numbers, and transport with port. */
const KEY_WORDS = 3;

/** Adds records up to flows. The protocol of a flow is what the strongest evidence says; the surer peer name stays. */
export class FlowDraft {
  /** Records that belonged to flows beyond the limit. */
  dropped = 0;
  /** Records of flows with an end beyond the limit of ends. */
  droppedEnds = 0;
  private readonly flows: Kept[] = [];
  /** What an end is known by → its number, and by number the end, once for all of its flows. */
  private readonly numbers = new Map<string, number>();
  private readonly ends: FlowEnd[] = [];
  /** Row → flow, for flows between plain addresses: logs have millions of records of few of them, and no text is made. */
  private plain = new KeyTable(KEY_WORDS);
  private readonly plainFlows: Kept[] = [];
  private readonly others = new Map<string, Kept>();
  private readonly ranks: Ranks = new Map();

  /** `maxEnds`: what is not kept as an endpoint needs no flows, and its address costs more than they do. */
  constructor(
    private readonly maxFlows: number,
    private readonly maxEnds: number,
  ) {}

  get heldEnds(): number {
    return this.ends.length;
  }

  add(seen: { position: number; fromUs: TimeUs | null; toUs: TimeUs | null }, part: FlowPart): void {
    const flow = this.flowOf(part, seen.position);
    if (!flow) return;
    widen(flow, seen);
    if (isStronger(part, flow)) {
      flow.protocol = detachedText(part.protocol);
      flow.evidence = part.evidence;
    }
    flow.packets += part.packets;
    flow.bytes += part.bytes;
    flow.packetsFromResponder += part.packetsFromResponder;
    flow.bytesFromResponder += part.bytesFromResponder;
    if (part.operations && part.operations.length > 0 && this.counts(flow, part.tellingRank)) {
      countOperations(flow, part.operations, seen.position);
    }
    if (!part.peerName) return;
    const peerName = detachedText(cleanText(part.peerName, 255)) || null;
    if (peerName) Object.assign(flow, surerName(flow, { peerName, peerNameFrom: part.peerNameFrom ?? null }));
  }

  /** Whether operations of this rank are counted; a better one than before puts aside what was. */
  private counts(flow: Kept, rank: number | undefined): boolean {
    if (rank === undefined) return true;
    const known = this.ranks.get(flow) ?? rank;
    if (rank < known) Object.assign(flow, { operations: NONE, operationPositions: NONE });
    if (rank <= known) this.ranks.set(flow, rank);
    return rank <= known;
  }

  /** A flow beyond a limit leaves nothing behind, neither of itself nor of its ends. */
  private flowOf(part: FlowPart, position: number): Kept | null {
    const isFull = this.flows.length >= this.maxFlows;
    const from = this.end(part.initiator, isFull);
    const to = this.end(part.responder, isFull);
    const flow =
      from < 0 || to < 0
        ? null
        : isPlain(part)
          ? this.plainFlow(part, position, from, to, isFull)
          : this.otherFlow(part, position, from, to, isFull);
    if (!flow && isFull) this.dropped += 1;
    else if (!flow) this.droppedEnds += 1;
    return flow;
  }

  private plainFlow(part: FlowPart, position: number, from: number, to: number, isFull: boolean): Kept | null {
    const { key } = this.plain;
    key[0] = from;
    key[1] = to;
    key[2] = TRANSPORTS.indexOf(part.transport) * 65_537 + (part.port ?? 65_536);
    const row = isFull ? this.plain.find() : this.plain.add();
    if (row < 0) return null;
    this.plainFlows[row] ??= this.begin(part, position, from, to);
    return this.plainFlows[row];
  }

  private otherFlow(part: FlowPart, position: number, from: number, to: number, isFull: boolean): Kept | null {
    const { transport, port, vlan = null } = part;
    const key = `${from}|${to}|${transport}|${port}|${vlan}`;
    const known = this.others.get(key);
    if (known || isFull) return known ?? null;
    const fresh = this.begin(part, position, from, to);
    this.others.set(key, fresh);
    return fresh;
  }

  /** Number of the end; -1 for one that is new when no more are kept. */
  private end({ ip, mac }: FlowEnd, isFull: boolean): number {
    const name = mac === null ? `${ip}` : `${ip}|${mac}`;
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    const fresh = this.ends.length;
    if (isFull || fresh >= this.maxEnds) return -1;
    this.numbers.set(name, fresh);
    this.ends.push({ ip, mac });
    return fresh;
  }

  private begin(part: FlowPart, position: number, from: number, to: number): Kept {
    const { transport, port, protocol, evidence, vlan = null } = part;
    const flow: Kept = {
      initiator: this.ends[from] as FlowEnd,
      responder: this.ends[to] as FlowEnd,
      transport,
      port,
      protocol: detachedText(protocol),
      evidence,
      vlan,
      packets: 0,
      bytes: 0,
      packetsFromResponder: 0,
      bytesFromResponder: 0,
      firstSeenUs: null,
      lastSeenUs: null,
      position,
      operations: NONE,
      operationPositions: NONE,
      peerName: null,
      peerNameFrom: null,
    };
    this.flows.push(flow);
    return flow;
  }

  /** The flows; what they were found by is let go. Call last. */
  finish(): Flow[] {
    this.numbers.clear();
    this.ends.length = 0;
    this.plain = new KeyTable(KEY_WORDS);
    this.plainFlows.length = 0;
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

function countOperations(flow: Kept, operations: readonly Operation[], position: number): void {
  if (flow.operations === NONE) Object.assign(flow, { operations: {}, operationPositions: {} });
  for (const operation of operations) {
    flow.operations[operation] = (flow.operations[operation] ?? 0) + 1;
    flow.operationPositions[operation] ??= position;
  }
}

function isStronger(part: FlowPart, flow: Kept): boolean {
  if (part.protocol === "unknown") return false;
  if (flow.protocol === "unknown") return true;
  return SERVICE_EVIDENCE.indexOf(part.evidence) < SERVICE_EVIDENCE.indexOf(flow.evidence);
}
