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

type Kept = { -readonly [K in keyof Flow]: Flow[K] } & {
  operations: Partial<Record<Operation, number>>;
  operationPositions: Partial<Record<Operation, number>>;
};

/** By flow: the rank whose operations are in it. */
type Ranks = Map<Kept, number>;

const TRANSPORTS: readonly Transport[] = ["tcp", "udp", "sctp", "icmp", "ethernet", "ip"];
const MAX_ADDRESSES = 67_108_864;

/** The value's number in order of first appearance. */
function numberOf<T>(known: Map<T, number>, value: T): number {
  const number = known.get(value);
  if (number !== undefined) return number;
  known.set(value, known.size);
  return known.size - 1;
}

/** Adds records up to flows. The protocol of a flow is what the strongest evidence says; the surer peer name stays. */
export class FlowDraft {
  /** Records that belonged to flows beyond the limit. */
  dropped = 0;
  private readonly kept = new Map<string | number, Kept>();
  private readonly addresses = new Map<string, number>();
  private readonly pairs = new Map<number, number>();
  private readonly ranks: Ranks = new Map();

  constructor(private readonly maxFlows: number) {}

  add(seen: { position: number; fromUs: TimeUs | null; toUs: TimeUs | null }, part: FlowPart): void {
    const { initiator, responder, transport, port, vlan = null } = part;
    const key = this.keyOf(part, vlan);
    let flow = this.kept.get(key);
    if (!flow) {
      if (this.kept.size >= this.maxFlows) {
        this.dropped += 1;
        return;
      }
      flow = {
        initiator,
        responder,
        transport,
        port,
        protocol: part.protocol,
        evidence: part.evidence,
        vlan,
        packets: 0,
        bytes: 0,
        packetsFromResponder: 0,
        bytesFromResponder: 0,
        firstSeenUs: null,
        lastSeenUs: null,
        position: seen.position,
        operations: {},
        operationPositions: {},
        peerName: null,
        peerNameFrom: null,
      };
      this.kept.set(key, flow);
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
      for (const operation of part.operations) {
        flow.operations[operation] = (flow.operations[operation] ?? 0) + 1;
        flow.operationPositions[operation] ??= seen.position;
      }
    }
    if (!part.peerName) return;
    const peerName = detachText(cleanText(part.peerName, 255)) || null;
    if (peerName) Object.assign(flow, surerName(flow, { peerName, peerNameFrom: part.peerNameFrom ?? null }));
  }

  /** Whether operations of this rank are counted; a better one than before puts aside what was. */
  private counts(flow: Kept, rank: number | undefined): boolean {
    if (rank === undefined) return true;
    const known = this.ranks.get(flow) ?? rank;
    if (rank < known) Object.assign(flow, { operations: {}, operationPositions: {} });
    if (rank <= known) this.ranks.set(flow, rank);
    return rank <= known;
  }

  /**
   * Logs have millions of records between few addresses: without MACs and VLANs the key is a number, which spares a long
   * text for each record.
   */
  private keyOf({ initiator: a, responder: b, transport, port }: FlowPart, vlan: number | null): string | number {
    if (a.ip === null || b.ip === null || a.mac !== null || b.mac !== null || vlan !== null) {
      return `${a.ip}|${a.mac}|${b.ip}|${b.mac}|${transport}|${port}|${vlan}`;
    }
    const pair = numberOf(this.pairs, numberOf(this.addresses, a.ip) * MAX_ADDRESSES + numberOf(this.addresses, b.ip));
    return (pair * TRANSPORTS.length + TRANSPORTS.indexOf(transport)) * 65_537 + (port ?? 65_536);
  }

  finish(): Flow[] {
    return [...this.kept.values()];
  }
}

function isStronger(part: FlowPart, flow: Kept): boolean {
  if (part.protocol === "unknown") return false;
  if (flow.protocol === "unknown") return true;
  return SERVICE_EVIDENCE.indexOf(part.evidence) < SERVICE_EVIDENCE.indexOf(flow.evidence);
}
