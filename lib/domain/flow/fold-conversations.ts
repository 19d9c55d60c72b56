import { compareText } from "../compare-text";
import type { Citation } from "../device/device";
import { SERVICE_EVIDENCE, type TimeUs } from "../observation";
import { SharedParts } from "../shared-parts";
import { uuidOf } from "../uuid-of";
import { type Flow, OPERATIONS, type Operation, type OperationCounts } from "./flow";
import { surerName } from "./peer-name";

/** Flows of the same two ends and the same service, added up over all files of a realm. */
export interface Conversation extends Omit<Flow, "vlan" | "position" | "operationPositions" | "bytesFromResponder"> {
  /** Made from the ends and the service: the same on every installation. */
  readonly id: string;
  readonly realm: string;
  readonly initiatorDeviceId: string | null;
  readonly responderDeviceId: string | null;
  readonly flows: number;
  /** Where the first of its packets stands. */
  readonly citation: Citation;
}

/** A flow with its file, and the devices that its ends were at the time. */
export interface LinkedFlow {
  readonly flow: Flow;
  readonly citation: Citation;
  readonly initiatorDeviceId: string | null;
  readonly responderDeviceId: string | null;
  /** How many flows it stands for; 1 when it does not say. */
  readonly flows?: number;
}

type Sum = { -readonly [K in keyof Conversation]: Conversation[K] };

/** Most flows tell of no operation. */
const NO_OPERATIONS: OperationCounts = Object.freeze({});

/** Adds flows up one by one; the order in which they come does not show in the outcome. */
export class ConversationFolder {
  private readonly sums = new Map<string, Sum>();
  /** Each row brings texts of its own: of half a million they would take more than the sums. */
  private readonly shared = new SharedParts();

  add(linked: LinkedFlow): void {
    const key = keyOf(linked);
    const known = this.sums.get(key);
    if (known) addTo(known, linked, this.shared);
    else this.sums.set(key, begin(linked, this.shared));
  }

  /** Sorted by id. The sums themselves, each without its key as soon as it has its id: call once. */
  finish(): Conversation[] {
    const conversations: Conversation[] = [];
    for (const [key, sum] of this.sums) {
      sum.id = uuidOf(key);
      conversations.push(sum);
      this.sums.delete(key);
    }
    return conversations.sort((a, b) => compareText(a.id, b.id));
  }
}

/** The id of the conversation that the flow is part of. */
export function conversationIdOf(linked: LinkedFlow): string {
  return uuidOf(keyOf(linked));
}

function keyOf({ flow, citation, initiatorDeviceId, responderDeviceId }: LinkedFlow): string {
  const { initiator, responder, transport, port, protocol, peerName } = flow;
  const { realm } = citation;
  return keyOfSum({
    realm,
    initiator,
    initiatorDeviceId,
    responder,
    responderDeviceId,
    transport,
    port,
    protocol,
    peerName,
  });
}

type Key = Pick<
  Conversation,
  | "realm"
  | "initiator"
  | "initiatorDeviceId"
  | "responder"
  | "responderDeviceId"
  | "transport"
  | "port"
  | "protocol"
  | "peerName"
>;

/** An end is its address and the device behind it; a MAC names it only where there is no address. */
function keyOfSum(sum: Key): string {
  const { realm, initiator, initiatorDeviceId, responder, responderDeviceId, transport, port, protocol, peerName } =
    sum;
  const ends = [initiator.ip ?? initiator.mac, initiatorDeviceId, responder.ip ?? responder.mac, responderDeviceId];
  return ["conversation", realm, ...ends, transport, port, protocol, peerName].join("|");
}

/** Field for field, as there are many flows: `...rest` costs twenty times as much. */
function begin(
  { flow, citation, initiatorDeviceId, responderDeviceId, flows = 1 }: LinkedFlow,
  shared: SharedParts,
): Sum {
  const { port, packets, bytes, packetsFromResponder, firstSeenUs, lastSeenUs, operations, peerName } = flow;
  return {
    id: "",
    transport: shared.text(flow.transport),
    port,
    protocol: shared.text(flow.protocol),
    evidence: shared.text(flow.evidence),
    packets,
    bytes,
    packetsFromResponder,
    firstSeenUs,
    lastSeenUs,
    operations: Object.keys(operations).length > 0 ? operations : NO_OPERATIONS,
    peerName,
    peerNameFrom: flow.peerNameFrom && shared.text(flow.peerNameFrom),
    initiator: shared.end(flow.initiator),
    responder: shared.end(flow.responder),
    realm: citation.realm,
    citation,
    initiatorDeviceId,
    responderDeviceId,
    flows,
  };
}

function addTo(sum: Sum, { flow, citation, flows = 1 }: LinkedFlow, shared: SharedParts): void {
  if (isBefore(flow.firstSeenUs, citation, sum)) {
    sum.citation = citation;
    sum.initiator = shared.end(flow.initiator);
    sum.responder = shared.end(flow.responder);
  }
  sum.flows += flows;
  sum.packets += flow.packets;
  sum.bytes += flow.bytes;
  sum.packetsFromResponder += flow.packetsFromResponder;
  sum.firstSeenUs = least(sum.firstSeenUs, flow.firstSeenUs);
  sum.lastSeenUs = greatest(sum.lastSeenUs, flow.lastSeenUs);
  sum.operations = sumOf(sum.operations, flow.operations);
  Object.assign(sum, surerName(sum, flow));
  if (SERVICE_EVIDENCE.indexOf(flow.evidence) < SERVICE_EVIDENCE.indexOf(sum.evidence)) sum.evidence = flow.evidence;
}

/** Both sums of one conversation, made of different flows, as one. */
export function joinConversations(a: Conversation, b: Conversation): Conversation {
  const nothing = { flows: 0, packets: 0, bytes: 0, packetsFromResponder: 0, operations: {} };
  return grow(a, nothing, b, isBefore(b.firstSeenUs, b.citation, a));
}

/**
 * The conversation when `before`, the sum of some of its flows, gives way to `after`, what these became: null when that
 * cannot be told without its other flows. Counts are put right by the difference. Ends of time, the first packet and the
 * surest names can only be told when those of `after` reach as far as those of `before`.
 */
export function growConversation(known: Conversation, before: Conversation, after: Conversation): Conversation | null {
  if (!reachesAsFar(after, before)) return null;
  // At the same place it is the first flow itself that grew.
  return grow(known, before, after, !isBefore(known.firstSeenUs, known.citation, after));
}

type Counts = Pick<Conversation, "flows" | "packets" | "bytes" | "packetsFromResponder" | "operations">;

function grow(known: Conversation, less: Counts, more: Conversation, isMoreFirst: boolean): Conversation {
  const first = isMoreFirst ? more : known;
  const surest = SERVICE_EVIDENCE.indexOf(more.evidence) < SERVICE_EVIDENCE.indexOf(known.evidence) ? more : known;
  return {
    ...known,
    ...surerName(known, more),
    initiator: first.initiator,
    responder: first.responder,
    citation: first.citation,
    evidence: surest.evidence,
    flows: known.flows - less.flows + more.flows,
    packets: known.packets - less.packets + more.packets,
    bytes: known.bytes - less.bytes + more.bytes,
    packetsFromResponder: known.packetsFromResponder - less.packetsFromResponder + more.packetsFromResponder,
    firstSeenUs: least(known.firstSeenUs, more.firstSeenUs),
    lastSeenUs: greatest(known.lastSeenUs, more.lastSeenUs),
    operations: sumOf(known.operations, more.operations, less.operations),
  };
}

function reachesAsFar(after: Conversation, before: Conversation): boolean {
  return (
    least(after.firstSeenUs, before.firstSeenUs) === after.firstSeenUs &&
    greatest(after.lastSeenUs, before.lastSeenUs) === after.lastSeenUs &&
    !isBefore(before.firstSeenUs, before.citation, after) &&
    SERVICE_EVIDENCE.indexOf(after.evidence) <= SERVICE_EVIDENCE.indexOf(before.evidence) &&
    surerName(after, before).peerNameFrom === after.peerNameFrom
  );
}

/** What has a time comes first, then by place, so that a citation points to a moment where one is known. */
function isBefore(firstSeenUs: TimeUs | null, citation: Citation, sum: Pick<Sum, "firstSeenUs" | "citation">): boolean {
  const byTime = (firstSeenUs ?? Number.MAX_SAFE_INTEGER) - (sum.firstSeenUs ?? Number.MAX_SAFE_INTEGER);
  const byFile = byTime || compareText(citation.fileSha256, sum.citation.fileSha256);
  return (byFile || citation.position - sum.citation.position) < 0;
}

function least(a: TimeUs | null, b: TimeUs | null): TimeUs | null {
  return a === null ? b : b === null ? a : Math.min(a, b);
}

function greatest(a: TimeUs | null, b: TimeUs | null): TimeUs | null {
  return a === null ? b : b === null ? a : Math.max(a, b);
}

function sumOf(a: OperationCounts, b: OperationCounts, less: OperationCounts = {}): OperationCounts {
  const sum: Partial<Record<Operation, number>> = {};
  for (const operation of OPERATIONS) {
    const count = (a[operation] ?? 0) + (b[operation] ?? 0) - (less[operation] ?? 0);
    if (count > 0) sum[operation] = count;
  }
  return sum;
}
