import { cleanText } from "@/lib/domain/clean-text";
import type { Flow, FlowEnd, Operation } from "@/lib/domain/flow/flow";
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
  readonly peerName?: string | null;
}

type Kept = { -readonly [K in keyof Flow]: Flow[K] } & { operations: Partial<Record<Operation, number>> };

/** Adds records up to flows. The protocol of a flow is what the strongest evidence says; the first peer name stays. */
export class FlowDraft {
  /** Records that belonged to flows beyond the limit. */
  dropped = 0;
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly maxFlows: number) {}

  add(seen: { position: number; fromUs: TimeUs | null; toUs: TimeUs | null }, part: FlowPart): void {
    const { initiator, responder, transport, port, vlan = null } = part;
    const key = `${initiator.ip}|${initiator.mac}|${responder.ip}|${responder.mac}|${transport}|${port}|${vlan}`;
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
        peerName: null,
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
    for (const operation of part.operations ?? []) flow.operations[operation] = (flow.operations[operation] ?? 0) + 1;
    if (flow.peerName === null && part.peerName) flow.peerName = detachText(cleanText(part.peerName, 255)) || null;
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
