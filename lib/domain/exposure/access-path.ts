import { compareText } from "../compare-text";
import type { Citation } from "../device/device";
import type { Direction } from "../flow/device-flow";
import type { Flow } from "../flow/flow";
import { surerName } from "../flow/peer-name";
import type { TimeUs } from "../observation";
import {
  CONFIDENCES,
  type FlowSigns,
  REMOTE_ACCESS_SIGNS,
  type RemoteAccessTool,
  type RemoteAccessTools,
} from "../service/remote-access";
import { uuidOf } from "../uuid-of";
import { INTERNET } from "../zone/zone-key";
import { destinationOf } from "./destination";
import type { PathScope } from "./path-scope";

/** One end of a flow with what the inventory knows of it. */
export interface PathEnd {
  /** Null: no device of the plant, or an address nobody proved. */
  readonly deviceId: string | null;
  /** A name to show; the address when nothing better is known. */
  readonly name: string;
  readonly ip: string | null;
  /** Zone id or pseudo zone. */
  readonly zone: string;
}

/** A flow, or flows of the same ends added up, as paths are made of. */
export interface PathFlow extends FlowSigns {
  readonly realm: string;
  readonly initiator: PathEnd;
  readonly responder: PathEnd;
  readonly flows: number;
  readonly packets: number;
  readonly bytes: number;
  readonly firstSeenUs: TimeUs | null;
  readonly lastSeenUs: TimeUs | null;
  /** The device whose card stands in the frames for the end outside: there it leaves the plant, or comes in. */
  readonly gateway: PathGateway | null;
  readonly citation: Citation;
}

/** A device of the plant that hands traffic on to outside, or lets it in. */
export interface PathGateway {
  readonly deviceId: string;
  readonly name: string;
  /** The network card that the frames name. */
  readonly mac: string;
  /** False: nobody sanctioned this device, and so nobody knows of this way. */
  readonly isSanctioned: boolean;
}

export interface PathPeer {
  readonly deviceId: string | null;
  readonly name: string;
  readonly ip: string | null;
  readonly zone: string;
}

/** A way to or from outside, or by a remote-access tool across zones: flows of one device, one direction, one purpose. */
export interface AccessPath {
  /** Made from what makes it one path: the same on every installation. */
  readonly id: string;
  readonly scope: PathScope;
  /** Seen from the device: "in": the peer opened the connection. */
  readonly direction: Direction;
  readonly device: PathEnd;
  /** Null: traffic to outside that no remote-access tool explains. */
  readonly tool: RemoteAccessTool | null;
  /** Where the tool was recognised. */
  readonly toolCitation: Citation | null;
  /** Whom it leads to, or, coming in, by which service: what a row of a list calls it. */
  readonly destination: string;
  /** How the destination's name is known; null for an address or a service. */
  readonly destinationFrom: Flow["peerNameFrom"];
  /** The first few, by name; `peerCount` counts up to PEERS_COUNTED. */
  readonly peers: readonly PathPeer[];
  readonly peerCount: number;
  /** "tls tcp 443". */
  readonly services: readonly string[];
  /** Where it leaves the plant or comes in, as far as frames show it; by name. */
  readonly gateways: readonly PathGateway[];
  /** Realms in which its flows were recorded; ids. */
  readonly realms: readonly string[];
  readonly flows: number;
  readonly packets: number;
  readonly bytes: number;
  /** False: nobody ever answered, an attempt. */
  readonly isAnswered: boolean;
  readonly firstSeenUs: TimeUs | null;
  readonly lastSeenUs: TimeUs | null;
  readonly citation: Citation;
}

const PEERS_SHOWN = 20;
export const PEERS_COUNTED = 1_000;

/** What a flow is a part of; null when it is no path: it stays inside, or both its ends are outside. */
export interface PathPart {
  /** The path's id. */
  readonly id: string;
  readonly scope: PathScope;
  readonly direction: Direction;
  readonly device: PathEnd;
  readonly peer: PathEnd;
  readonly tool: RemoteAccessTool | null;
  readonly destination: string;
  readonly isNamed: boolean;
}

/** Address outside → the one destination that flows to it name. */
export type NamedAddresses = ReadonlyMap<string, string>;

/**
 * What addresses outside are, by the flows that name them: a connection whose begin was not recorded goes where all
 * others to the same address go. An address of several destinations stays an address.
 */
export function nameAddresses(flows: Iterable<PathFlow>): NamedAddresses {
  const names = new Map<string, string | null>();
  for (const { responder, peerName } of flows) {
    if (responder.zone !== INTERNET || responder.ip === null || peerName === null) continue;
    const { key, isNamed } = destinationOf(peerName, responder.ip);
    if (!isNamed) continue;
    const known = names.get(responder.ip);
    names.set(responder.ip, known === undefined || known === key ? key : null);
  }
  return new Map([...names].flatMap(([ip, key]) => (key === null ? [] : [[ip, key]])));
}

/** The path that a flow belongs to, or null. */
export function pathPartOf(flow: PathFlow, tools: RemoteAccessTools, names: NamedAddresses): PathPart | null {
  const { initiator, responder, realm, peerName } = flow;
  const isFromOutside = initiator.zone === INTERNET;
  const isToOutside = responder.zone === INTERNET;
  if (isFromOutside && isToOutside) return null;
  const tool = tools.ofFlow(flow);
  const part = (scope: PathScope, direction: Direction, destination: string, isNamed: boolean): PathPart => {
    const [device, peer] = direction === "out" ? [initiator, responder] : [responder, initiator];
    const of = scope === "inside" ? endKey(realm, peer) : "";
    const purpose = tool ? `tool ${tool.tool}` : destination;
    const id = uuidOf(["access-path", scope, direction, endKey(realm, device), of, purpose].join("|"));
    return { id, scope, direction, device, peer, tool, destination, isNamed };
  };
  if (isToOutside) {
    const { key, isNamed } = destinationOf(peerName, responder.ip);
    return part("outside", "out", isNamed ? key : (names.get(responder.ip ?? "") ?? key), isNamed);
  }
  // Whoever knocks from outside comes from anywhere: what they reach is what makes it one path.
  if (isFromOutside) return part("outside", "in", serviceOf(flow), false);
  const isCrossing = initiator.zone !== responder.zone;
  if (!tool || (!isCrossing && tool.kind !== "cloud")) return null;
  return part("inside", "in", initiator.name, true);
}

interface Sum {
  readonly part: PathPart;
  tool: RemoteAccessTool | null;
  toolCitation: Citation | null;
  destination: { peerName: string | null; peerNameFrom: Flow["peerNameFrom"] };
  readonly peers: Map<string, PathPeer>;
  readonly services: Set<string>;
  readonly gateways: Map<string, PathGateway>;
  readonly realms: Set<string>;
  flows: number;
  packets: number;
  bytes: number;
  isAnswered: boolean;
  firstSeenUs: TimeUs | null;
  lastSeenUs: TimeUs | null;
  citation: Citation;
}

/** Adds flows up to paths, by id; the order in which they come does not show in the outcome. */
export function foldPaths(
  flows: readonly PathFlow[],
  tools: RemoteAccessTools,
  names = nameAddresses(flows),
): AccessPath[] {
  const sums = new Map<string, Sum>();
  for (const flow of flows) {
    const part = pathPartOf(flow, tools, names);
    if (!part) continue;
    const known = sums.get(part.id);
    const sum = known ?? begin(part, flow);
    if (!known) sums.set(part.id, sum);
    add(sum, part, flow);
  }
  return [...sums.values()].map(finish).sort((a, b) => compareText(a.id, b.id));
}

function begin(part: PathPart, flow: PathFlow): Sum {
  return {
    part,
    tool: null,
    toolCitation: null,
    destination: { peerName: null, peerNameFrom: null },
    peers: new Map(),
    services: new Set(),
    gateways: new Map(),
    realms: new Set(),
    flows: 0,
    packets: 0,
    bytes: 0,
    isAnswered: false,
    firstSeenUs: null,
    lastSeenUs: null,
    citation: flow.citation,
  };
}

function add(sum: Sum, part: PathPart, flow: PathFlow): void {
  const { tool, peer } = part;
  if (tool && isSurer(tool, flow.citation, sum)) {
    sum.tool = tool;
    sum.toolCitation = flow.citation;
  }
  if (part.isNamed && part.scope === "outside") {
    const named = { peerName: part.destination, peerNameFrom: flow.peerNameFrom };
    const isBefore = sum.destination.peerName === null || compareText(named.peerName, sum.destination.peerName) < 0;
    sum.destination = isBefore ? surerName(named, sum.destination) : surerName(sum.destination, named);
  }
  const name = part.direction === "out" && flow.peerName !== null ? flow.peerName : peer.name;
  const peerKey = `${name}|${peer.deviceId ?? peer.ip}`;
  if (sum.peers.size < PEERS_COUNTED) sum.peers.set(peerKey, { ...peer, name });
  sum.services.add(serviceOf(flow));
  sum.realms.add(flow.realm);
  if (part.scope === "outside" && flow.gateway) sum.gateways.set(flow.gateway.deviceId, flow.gateway);
  if (comparePlace(flow, sum) < 0) sum.citation = flow.citation;
  sum.flows += flow.flows;
  sum.packets += flow.packets;
  sum.bytes += flow.bytes;
  sum.isAnswered ||= flow.packetsFromResponder > 0;
  if (flow.firstSeenUs !== null) sum.firstSeenUs = Math.min(sum.firstSeenUs ?? flow.firstSeenUs, flow.firstSeenUs);
  if (flow.lastSeenUs !== null) sum.lastSeenUs = Math.max(sum.lastSeenUs ?? flow.lastSeenUs, flow.lastSeenUs);
}

function finish({ part, peers, services, gateways, realms, destination, tool, ...sum }: Sum): AccessPath {
  const sorted = [...peers].sort(([a], [b]) => compareText(a, b)).map(([, peer]) => peer);
  return {
    id: part.id,
    scope: part.scope,
    direction: part.direction,
    device: part.device,
    tool,
    // A tool's flows may lead to several destinations: the surest name stands for them.
    destination: (tool ? destination.peerName : null) ?? part.destination,
    destinationFrom: destination.peerNameFrom,
    peers: sorted.slice(0, PEERS_SHOWN),
    peerCount: sorted.length,
    services: [...services].sort(compareText),
    gateways: [...gateways.values()].sort((a, b) => compareText(a.name, b.name) || compareText(a.deviceId, b.deviceId)),
    realms: [...realms].sort(compareText),
    ...sum,
  };
}

/** Better confidence, then the surer sign, then the first place in the files. */
function isSurer(tool: RemoteAccessTool, citation: Citation, sum: Sum): boolean {
  if (!sum.tool || !sum.toolCitation) return true;
  const byConfidence = CONFIDENCES.indexOf(tool.confidence) - CONFIDENCES.indexOf(sum.tool.confidence);
  const bySign = byConfidence || REMOTE_ACCESS_SIGNS.indexOf(tool.by) - REMOTE_ACCESS_SIGNS.indexOf(sum.tool.by);
  return (bySign || compareCitation(citation, sum.toolCitation)) < 0;
}

function comparePlace(flow: PathFlow, sum: Sum): number {
  const none = Number.MAX_SAFE_INTEGER;
  return (flow.firstSeenUs ?? none) - (sum.firstSeenUs ?? none) || compareCitation(flow.citation, sum.citation);
}

function compareCitation(a: Citation, b: Citation): number {
  return compareText(a.fileSha256, b.fileSha256) || a.position - b.position;
}

const endKey = (realm: string, end: PathEnd) => end.deviceId ?? `${realm} ${end.ip ?? end.name}`;

export function serviceOf({ protocol, transport, port }: Pick<Flow, "protocol" | "transport" | "port">): string {
  return port === null ? `${protocol} ${transport}` : `${protocol} ${transport} ${port}`;
}
