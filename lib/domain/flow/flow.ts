import type { ServiceEvidence, TimeUs, Transport } from "../observation";

/** What was done in an OT protocol; colour and risk hang on it. Order: harmless to dangerous. */
export const OPERATIONS = ["diagnose", "read", "write", "control", "program", "firmware"] as const;
export type Operation = (typeof OPERATIONS)[number];
export type OperationCounts = Readonly<Partial<Record<Operation, number>>>;
/** Frame or line of the first of each operation. Empty where the source tells no single messages. */
export type OperationPositions = Readonly<Partial<Record<Operation, number>>>;

/** Where the name of a flow's responder was read. The surest first: a certificate is shown by whoever holds its key. */
export const PEER_NAME_SOURCES = ["certificate", "sni", "http-host", "dns"] as const;
export type PeerNameSource = (typeof PEER_NAME_SOURCES)[number];

/** One end of a flow. Both parts null never occurs; ip is null on layer-2 flows. */
export interface FlowEnd {
  readonly ip: string | null;
  /** Null when unknown. May be a router's: never proof of who the end is. */
  readonly mac: string | null;
}

/** Initiator → responder aggregate over one file. Packets and bytes count both directions, bytes on the wire. */
export interface Flow {
  readonly initiator: FlowEnd;
  readonly responder: FlowEnd;
  readonly transport: Transport;
  /** Responder's port; null for transports without ports. */
  readonly port: number | null;
  /** Protocol name of lib/protocols/registry.ts, or "unknown". */
  readonly protocol: string;
  readonly evidence: ServiceEvidence;
  readonly vlan: number | null;
  /** 0 when the source counts none: a protocol's log tells of messages whose packets another log counts. */
  readonly packets: number;
  readonly bytes: number;
  /** Sent by the responder: 0 means it never answered. Where `packets` is 0, the number of its messages. */
  readonly packetsFromResponder: number;
  readonly bytesFromResponder: number;
  /** Null when the source masks its times. */
  readonly firstSeenUs: TimeUs | null;
  readonly lastSeenUs: TimeUs | null;
  /** Frame or line of its first packet. */
  readonly position: number;
  readonly operations: OperationCounts;
  readonly operationPositions: OperationPositions;
  /** Name the initiator asked for (SNI, HTTP host, DNS answer) or was shown (certificate): says who the outside peer is. */
  readonly peerName: string | null;
  /** Where that name was read; null without a name, and where a source does not say. */
  readonly peerNameFrom: PeerNameSource | null;
}

/** Flows to walk in their order. An array is one; where there are many, each is put together when it is its turn. */
export interface Flows extends Iterable<Flow> {
  readonly length: number;
  slice(from: number, to: number): readonly Flow[];
  filter(isKept: (flow: Flow) => boolean): Flows;
}

/** The first of each operation in two parts of one file. */
export function firstPositions(a: OperationPositions, b: OperationPositions): OperationPositions {
  const first: Partial<Record<Operation, number>> = {};
  for (const operation of OPERATIONS) {
    const [inA, inB] = [a[operation], b[operation]];
    const position = inA === undefined ? inB : inB === undefined ? inA : Math.min(inA, inB);
    if (position !== undefined) first[operation] = position;
  }
  return first;
}
