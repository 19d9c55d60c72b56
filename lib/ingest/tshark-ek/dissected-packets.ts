import { isHostAddress } from "@/lib/domain/address";
import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import { DiscoveryDraft, type Seen, type Source } from "../collect/discovery-draft";
import { protocolOfPort } from "../collect/protocol-of-port";
import type { ImportLimits } from "../define-importer";
import { EK_FACTS } from "./ek-facts";
import type { EkPacket } from "./ek-packet";
import { type Ends, endsOf, protocolOf } from "./packet-ends";
import type { PacketReader } from "./packet-reader";

/** Connections whose initiator is remembered; beyond it the oldest are forgotten and judged by their ports. */
const MAX_CONNECTIONS = 262_144;

/** Who asked, and between which cards: the answers of a host that several routers lead to come from another card. */
interface Connection {
  initiator: string;
  readonly first: Ends;
}

/** Packets of which only what Wireshark made of them is printed. */
export class DissectedPackets implements PacketReader {
  private records = 0;
  private readonly draft: DiscoveryDraft;
  private readonly connections = new Map<string, Connection>();

  constructor(limits: ImportLimits) {
    this.draft = new DiscoveryDraft(limits);
  }

  packet(packet: EkPacket): void {
    this.records += 1;
    const { ledger } = this.draft;
    const ends = endsOf(packet);
    if (!ends) {
      ledger.count("ignored", "a packet without addresses that are read here", this.records);
      return;
    }
    ledger.countParsed();
    const { timeUs } = packet;
    this.tell(packet, ends, { position: this.records, fromUs: timeUs, toUs: timeUs });
  }

  fault(outcome: "truncated" | "malformed", reason: string): void {
    this.records += 1;
    this.draft.ledger.count(outcome, reason, this.records);
  }

  finish(format: string, bytes: number): DiscoveryResult {
    return this.draft.finish({ format, bytes });
  }

  private tell(packet: EkPacket, ends: Ends, seen: Seen): void {
    const { isReply, initiator, responder } = this.sidesOf(packet, ends);
    const port = isReply ? ends.fromPort : ends.toPort;
    const { protocol, evidence } = protocolOf(packet, ends.transport, port);
    const bytes = packet.number("frame", "frame_frame_len") ?? 0;
    const vlan = packet.number("vlan", "vlan_vlan_id");
    const { transport } = ends;
    this.draft.flow(seen, {
      initiator,
      responder,
      transport,
      port,
      protocol,
      evidence,
      vlan,
      packets: 1,
      packetsFromResponder: isReply ? 1 : 0,
      bytes,
      bytesFromResponder: isReply ? bytes : 0,
    });
    const source = this.source(protocol);
    this.sight(ends.from, this.source("frame"), seen, 1, 0, isReply, vlan);
    this.sight(ends.to, this.source("frame"), seen, 0, 1, false, vlan);
    const hasAnswered = isReply && !packet.flag("tcp", "tcp_tcp_flags_reset");
    if (
      hasAnswered &&
      port !== null &&
      responder.ip !== null &&
      isHostAddress(responder.ip) &&
      protocol !== "unknown"
    ) {
      const subject = { mac: null, ip: responder.ip, child: null };
      this.draft.service(source, seen, subject, { transport, port, service: protocol, evidence });
    }
    this.tellArp(packet, seen);
    this.tellFacts(packet, ends, seen);
  }

  private tellArp(packet: EkPacket, seen: Seen): void {
    const mac = packet.mac("arp", "arp_arp_src_hw_mac");
    const ip = packet.ip("arp", "arp_arp_src_proto_ipv4");
    if (mac !== null && ip !== null && isHostAddress(ip)) this.draft.binding(this.source("arp"), seen, mac, ip, "arp");
  }

  private tellFacts(packet: EkPacket, { from }: Ends, seen: Seen): void {
    for (const { layer, field, as } of EK_FACTS) {
      const [value, ...more] = packet.values(layer, field);
      if (value === undefined || more.length > 0) continue;
      if (from.ip === null ? from.mac === null : !isHostAddress(from.ip)) continue;
      // Frames of routers carry other hosts' addresses: what is said over IP is the address's.
      const subject =
        from.ip === null ? { mac: from.mac, ip: null, child: null } : { mac: null, ip: from.ip, child: null };
      this.draft.identity(this.source(layer), seen, subject, { field: as, value });
    }
  }

  private sight(
    end: Ends["from"],
    source: Source,
    seen: Seen,
    sent: number,
    received: number,
    conversed: boolean,
    vlan: number | null,
  ) {
    if (end.ip === null ? sent === 0 : !isHostAddress(end.ip)) return;
    this.draft.sighting(source, seen, { mac: end.mac, ip: end.ip, child: null }, { sent, received, conversed, vlan });
  }

  private sidesOf(packet: EkPacket, ends: Ends) {
    const { initiator, first } = this.connectionOf(packet, ends);
    const isReply = initiator !== placeOf(ends.from, ends.fromPort);
    const [one, other] = [first.from, first.to];
    return initiator === placeOf(one, first.fromPort)
      ? { isReply, initiator: one, responder: other }
      : { isReply, initiator: other, responder: one };
  }

  /** The sender asked: by its SYN, by who spoke first, else by the ports. */
  private connectionOf(packet: EkPacket, first: Ends): Connection {
    const { from, to, transport, fromPort, toPort } = first;
    const [here, there] = [placeOf(from, fromPort), placeOf(to, toPort)];
    const key = `${transport}|${here < there ? `${here}|${there}` : `${there}|${here}`}`;
    const known = this.connections.get(key);
    if (packet.flag("tcp", "tcp_tcp_flags_syn")) {
      const initiator = packet.flag("tcp", "tcp_tcp_flags_ack") ? there : here;
      if (known) known.initiator = initiator;
      return known ?? this.remember(key, { initiator, first });
    }
    if (known) return known;
    const knowsFrom = protocolOfPort(transport, fromPort) !== null;
    const knowsTo = protocolOfPort(transport, toPort) !== null;
    return this.remember(key, { initiator: knowsFrom && !knowsTo ? there : here, first });
  }

  private remember(key: string, connection: Connection): Connection {
    if (this.connections.size >= MAX_CONNECTIONS) {
      const oldest = this.connections.keys().next().value;
      if (oldest !== undefined) this.connections.delete(oldest);
    }
    this.connections.set(key, connection);
    return connection;
  }

  private source(word: string): Source {
    return { protocol: `tshark ${word}`, method: "passive" };
  }
}

const placeOf = ({ ip, mac }: Ends["from"], port: number | null) => `${ip ?? mac}|${port}`;
