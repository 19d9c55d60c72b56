import type { TimeUs } from "@/lib/domain/observation";
import type { TimedFrame } from "./capture-files";
import type { Draw } from "./draw";
import {
  arp,
  BROADCAST_MAC,
  ethernet,
  type PacketEnd,
  TCP_ACK,
  TCP_FIN,
  TCP_PSH,
  TCP_SYN,
  tagged,
  tcp,
  udp,
} from "./frames";
import type { OutsideHost } from "./outside";
import { type Card, type PlantDevice, SEGMENTS, type SegmentName } from "./plant";
import type { AnsweredService, ServiceLog } from "./service-log";

export type Peer = PlantDevice | OutsideHost;

/** One question and its answer; either may be missing. */
export interface Exchange {
  readonly ask: Uint8Array | null;
  readonly answer: Uint8Array | null;
  /** Pause before the question. */
  readonly afterUs?: number;
}

export interface ConversationOptions extends AnsweredService {
  readonly atUs: TimeUs;
  readonly client: Peer;
  readonly server: Peer;
  readonly exchanges: readonly Exchange[];
  /** Router of the client's packets instead of the core router. */
  readonly via?: PlantDevice;
  /** The connection stays open, as those of controllers do. */
  readonly staysOpen?: boolean;
}

/** One end as it stands on the recorded wire: behind a router it has the router's MAC and a smaller TTL. */
interface Seen {
  readonly mac: string;
  readonly ip: string;
  readonly ttl: number;
  /** Whose card the frames come from: its owner answers ARP for this address. */
  readonly cardIp: string;
}

const isOutside = (peer: Peer): peer is OutsideHost => "hostName" in peer;
const OUTSIDE_TTL = 64;
const HALF_ROUND_TRIP_US = 350;

/**
 * A sensor on the mirror port of a switch. It records what passes on its segments, once, on the first of them that a
 * conversation touches; addresses of other segments appear there behind the router.
 */
export class Recorder {
  private readonly frames: TimedFrame[] = [];
  private readonly knownNeighbours = new Set<string>();
  private readonly leases = new Map<string, string>();
  private ipId: number;
  private nextPort: number;

  constructor(
    private readonly segments: readonly SegmentName[],
    private readonly services: ServiceLog,
    private readonly draw: Draw,
    private readonly hasVlanTags = false,
  ) {
    this.ipId = draw(60_000);
    this.nextPort = 49_152 + draw(8_000);
  }

  /** From now on the device uses this address instead of its first one. */
  lease(device: PlantDevice, ip: string): void {
    this.leases.set(device.name, ip);
  }

  finish(): readonly TimedFrame[] {
    return this.frames.sort((a, b) => a.timeUs - b.timeUs);
  }

  /** The device's card on the segment, with the address it has at present. */
  card(device: PlantDevice, segment: SegmentName = device.segment): Card | null {
    const leased = this.leases.get(device.name);
    if (device.segment === segment) return leased ? { segment, mac: device.mac, ip: leased } : device;
    return device.otherCards?.find((card) => card.segment === segment) ?? null;
  }

  /** A frame without IP, or broadcast: it stays on the segment of its sender. */
  layer2(atUs: TimeUs, segment: SegmentName, frame: Uint8Array): void {
    if (this.segments.includes(segment)) this.push(atUs, segment, frame);
  }

  ethernet(atUs: TimeUs, from: Card, toMac: string, etherType: number, payload: Uint8Array): void {
    this.layer2(atUs, from.segment, ethernet(from.mac, toMac, etherType, payload));
  }

  /** A datagram to everybody on the segment: broadcast, or the multicast group given. */
  announce(
    atUs: TimeUs,
    from: Card,
    port: number,
    payload: Uint8Array,
    group?: { ip: string; mac: string },
    ttl = 64,
  ): void {
    const to = group ?? { ip: `${SEGMENTS[from.segment].prefix}.255`, mac: BROADCAST_MAC };
    const frame = udp({ ...from, port }, { ...to, port }, ttl, this.nextIpId(), payload);
    this.layer2(atUs, from.segment, frame);
  }

  /** DHCP while nobody has an address yet: to everybody, from port 68 to 67 and back. */
  dhcp(atUs: TimeUs, from: Card, isRequest: boolean, payload: Uint8Array): void {
    const [source, target] = isRequest ? [68, 67] : [67, 68];
    const everybody = { ip: "255.255.255.255", mac: BROADCAST_MAC, port: target };
    this.layer2(atUs, from.segment, udp({ ...from, port: source }, everybody, 64, this.nextIpId(), payload));
  }

  /** Datagrams back and forth. Returns the time after the last one. */
  udp(options: ConversationOptions & { readonly clientPort?: number }): TimeUs {
    const path = this.path(options);
    if (!path) return options.atUs;
    const client = { ...path.client, port: options.clientPort ?? this.ephemeralPort() };
    const server = { ...path.server, port: options.port };
    let atUs = this.greet(options.atUs, path);
    let answered = false;
    for (const { ask, answer, afterUs = 0 } of options.exchanges) {
      atUs += afterUs + this.jitter();
      if (ask) this.push(atUs, path.segment, udp(client, server, client.ttl, this.nextIpId(), ask));
      if (!answer) continue;
      atUs += HALF_ROUND_TRIP_US + this.jitter();
      this.push(atUs, path.segment, udp(server, client, server.ttl, this.nextIpId(), answer));
      answered = true;
    }
    if (answered) this.note(options);
    return atUs;
  }

  /** A TCP connection from its handshake on. Returns the time after its last segment. */
  tcp(options: ConversationOptions): TimeUs {
    const path = this.path(options);
    if (!path) return options.atUs;
    const client = { ...path.client, port: this.ephemeralPort() };
    const server = { ...path.server, port: options.port };
    let clientSeq = this.draw(2 ** 31);
    let serverSeq = this.draw(2 ** 31);
    let atUs = this.greet(options.atUs, path);
    const send = (from: Seen & PacketEnd, to: PacketEnd, flags: number, payload?: Uint8Array) => {
      const isClient = from === client;
      const state = {
        seq: isClient ? clientSeq : serverSeq,
        ack: flags === TCP_SYN ? 0 : isClient ? serverSeq : clientSeq,
        flags,
      };
      this.push(atUs, path.segment, tcp(from, to, from.ttl, this.nextIpId(), state, payload));
      const length = (payload?.length ?? 0) + (flags & (TCP_SYN | TCP_FIN) ? 1 : 0);
      if (isClient) clientSeq = (clientSeq + length) >>> 0;
      else serverSeq = (serverSeq + length) >>> 0;
      atUs += HALF_ROUND_TRIP_US + this.jitter();
    };
    send(client, server, TCP_SYN);
    send(server, client, TCP_SYN | TCP_ACK);
    send(client, server, TCP_ACK);
    for (const { ask, answer, afterUs = 0 } of options.exchanges) {
      atUs += afterUs;
      if (ask) send(client, server, TCP_PSH | TCP_ACK, ask);
      if (answer) send(server, client, TCP_PSH | TCP_ACK, answer);
    }
    if (options.staysOpen) {
      send(client, server, TCP_ACK);
    } else {
      send(client, server, TCP_FIN | TCP_ACK);
      send(server, client, TCP_FIN | TCP_ACK);
      send(client, server, TCP_ACK);
    }
    this.note(options);
    return atUs;
  }

  private note({ server, transport, port, protocol }: ConversationOptions): void {
    if (!isOutside(server)) this.services.add(server, { transport, port, protocol });
  }

  /** How both ends stand on the segment that shows the conversation; null when none of ours does. */
  private path({ client, server, via }: ConversationOptions) {
    const clientCard = isOutside(client) ? null : this.cardTowards(client, server);
    const serverCard = isOutside(server) ? null : this.cardTowards(server, client);
    for (const segment of this.segments) {
      if (clientCard?.segment !== segment && serverCard?.segment !== segment) continue;
      const gateway = via ? this.card(via, segment) : this.routerOn(segment);
      const see = (peer: Peer, card: Card | null): Seen | null => {
        if (card?.segment === segment)
          return { mac: card.mac, ip: card.ip, ttl: (peer as PlantDevice).ttl, cardIp: card.ip };
        if (!gateway) return null;
        const [ip, ttl] = isOutside(peer) ? [peer.ip, OUTSIDE_TTL - peer.hops] : [(card as Card).ip, peer.ttl - 1];
        return { mac: gateway.mac, ip, ttl, cardIp: gateway.ip };
      };
      const [seenClient, seenServer] = [see(client, clientCard), see(server, serverCard)];
      if (seenClient && seenServer) return { segment, client: seenClient, server: seenServer };
    }
    return null;
  }

  /** A host with several cards talks to its neighbours over the card that they share. */
  private cardTowards(device: PlantDevice, peer: Peer): Card {
    if (!isOutside(peer)) {
      const theirs = [peer, ...(peer.otherCards ?? [])].map(({ segment }) => segment);
      for (const segment of theirs) {
        const shared = this.card(device, segment);
        if (shared) return shared;
      }
    }
    return this.card(device) as Card;
  }

  private routerOn(segment: SegmentName): Card | null {
    const { routerMac, prefix } = SEGMENTS[segment];
    return routerMac === null ? null : { segment, mac: routerMac, ip: `${prefix}.1` };
  }

  /** Both ask for each other's card once, as hosts do before their first packet. */
  private greet(
    atUs: TimeUs,
    { segment, client, server }: { segment: SegmentName; client: Seen; server: Seen },
  ): TimeUs {
    const pair = [client.cardIp, server.cardIp].sort().join(" ");
    const key = `${segment} ${pair}`;
    if (this.knownNeighbours.has(key) || client.cardIp === server.cardIp) return atUs;
    this.knownNeighbours.add(key);
    const [a, b] = [
      { mac: client.mac, ip: client.cardIp },
      { mac: server.mac, ip: server.cardIp },
    ];
    this.push(atUs, segment, arp(1, a, b));
    this.push(atUs + 90, segment, arp(2, b, a));
    return atUs + 400;
  }

  private push(timeUs: TimeUs, segment: SegmentName, frame: Uint8Array): void {
    const vlan = this.hasVlanTags ? SEGMENTS[segment].vlan : null;
    this.frames.push({ timeUs, bytes: vlan === null ? frame : tagged(frame, vlan) });
  }

  private jitter(): number {
    return this.draw(180);
  }

  private nextIpId(): number {
    this.ipId = (this.ipId + 1) & 0xffff;
    return this.ipId;
  }

  private ephemeralPort(): number {
    this.nextPort = this.nextPort >= 65_000 ? 49_152 : this.nextPort + 1 + this.draw(3);
    return this.nextPort;
  }
}
