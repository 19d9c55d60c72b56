import { KeyTable } from "@/lib/capture/key-table";
import { cleanText } from "@/lib/domain/clean-text";
import type { Flow, FlowEnd, Operation, PeerNameSource } from "@/lib/domain/flow/flow";
import { surerName } from "@/lib/domain/flow/peer-name";
import { SERVICE_EVIDENCE, type ServiceEvidence, type TimeUs, type Transport } from "@/lib/domain/observation";
import { detachText } from "../text/detach-text";
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

/** An address of an end of which nothing else is known, once for all of its flows. */
interface Address {
  readonly number: number;
  readonly end: FlowEnd;
}

/** Adds records up to flows. The protocol of a flow is what the strongest evidence says; the surer peer name stays. */
export class FlowDraft {
  /** Records that belonged to flows beyond the limit. */
  dropped = 0;
  private readonly flows: Kept[] = [];
  private readonly addresses = new Map<string, Address>();
  /** Row → flow, for flows between plain addresses: logs have millions of records of few of them, and no text is made. */
  private readonly plain = new KeyTable(KEY_WORDS);
  private readonly plainFlows: Kept[] = [];
  private readonly others = new Map<string, Kept>();
  private readonly ranks: Ranks = new Map();

  constructor(private readonly maxFlows: number) {}

  get heldAddresses(): number {
    return this.addresses.size;
  }

  add(seen: { position: number; fromUs: TimeUs | null; toUs: TimeUs | null }, part: FlowPart): void {
    const flow = isPlain(part) ? this.plainFlow(part, seen.position) : this.otherFlow(part, seen.position);
    if (!flow) {
      this.dropped += 1;
      return;
    }
    widen(flow, seen);
    if (isStronger(part, flow)) {
      flow.protocol = part.protocol;
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
    const peerName = detachText(cleanText(part.peerName, 255)) || null;
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

  /** A flow beyond the limit leaves nothing behind, neither of itself nor of its addresses. */
  private plainFlow(part: PlainPart, position: number): Kept | null {
    const { initiator, responder, transport, port } = part;
    const isFull = this.flows.length >= this.maxFlows;
    const from = this.address(initiator.ip, isFull);
    const to = this.address(responder.ip, isFull);
    if (!from || !to) return null;
    const { key } = this.plain;
    key[0] = from.number;
    key[1] = to.number;
    key[2] = TRANSPORTS.indexOf(transport) * 65_537 + (port ?? 65_536);
    const row = isFull ? this.plain.find() : this.plain.add();
    if (row < 0) return null;
    this.plainFlows[row] ??= this.begin(part, position, from.end, to.end);
    return this.plainFlows[row];
  }

  private address(ip: string, isFull: boolean): Address | undefined {
    const known = this.addresses.get(ip);
    if (known || isFull) return known;
    const fresh = { number: this.addresses.size, end: { ip, mac: null } };
    this.addresses.set(ip, fresh);
    return fresh;
  }

  private otherFlow(part: FlowPart, position: number): Kept | null {
    const { initiator: a, responder: b, transport, port, vlan = null } = part;
    const key = `${a.ip}|${a.mac}|${b.ip}|${b.mac}|${transport}|${port}|${vlan}`;
    const known = this.others.get(key);
    if (known) return known;
    if (this.flows.length >= this.maxFlows) return null;
    const fresh = this.begin(part, position, a, b);
    this.others.set(key, fresh);
    return fresh;
  }

  private begin(part: FlowPart, position: number, initiator: FlowEnd, responder: FlowEnd): Kept {
    const { transport, port, protocol, evidence, vlan = null } = part;
    const flow: Kept = {
      initiator,
      responder,
      transport,
      port,
      protocol,
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

  finish(): Flow[] {
    return this.flows;
  }
}

type PlainPart = FlowPart & {
  readonly initiator: { readonly ip: string };
  readonly responder: { readonly ip: string };
};

/** Whether the ends are known by nothing but their IP addresses. */
function isPlain(part: FlowPart): part is PlainPart {
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
