import type { Citation } from "../device/device";
import { SERVICE_EVIDENCE } from "../observation";
import { uuidOf } from "../uuid-of";
import type { Flow } from "./flow";
import { surerName } from "./peer-name";
import { greatest, isBefore, least, sumOf } from "./sums";

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

/** The id of the conversation that the flow is part of. */
export function conversationIdOf(linked: LinkedFlow): string {
  return idOfConversation(keyOf(linked));
}

function keyOf({ flow, citation, initiatorDeviceId, responderDeviceId }: LinkedFlow): Key {
  const { initiator, responder, transport, port, protocol, peerName } = flow;
  const { realm } = citation;
  return {
    realm,
    initiator,
    initiatorDeviceId,
    responder,
    responderDeviceId,
    transport,
    port,
    protocol,
    peerName,
  };
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
export function idOfConversation(sum: Key): string {
  const { realm, initiator, initiatorDeviceId, responder, responderDeviceId, transport, port, protocol, peerName } =
    sum;
  const ends = [initiator.ip ?? initiator.mac, initiatorDeviceId, responder.ip ?? responder.mac, responderDeviceId];
  return uuidOf(["conversation", realm, ...ends, transport, port, protocol, peerName].join("|"));
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
