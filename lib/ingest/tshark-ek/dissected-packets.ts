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

/** Packets of which only what Wireshark made of them is printed. */
export class DissectedPackets implements PacketReader {
  private records = 0;
  private readonly draft: DiscoveryDraft;
  private readonly initiators = new Map<string, string>();

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
    const isReply = !this.isInitiator(packet, ends);
    const [initiator, responder] = isReply ? [ends.to, ends.from] : [ends.from, ends.to];
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

  /** The sender asked: by its SYN, by who spoke first, else by the ports. */
  private isInitiator(packet: EkPacket, { from, to, transport, fromPort, toPort }: Ends): boolean {
    const [here, there] = [`${from.ip ?? from.mac}|${fromPort}`, `${to.ip ?? to.mac}|${toPort}`];
    const key = `${transport}|${here < there ? `${here}|${there}` : `${there}|${here}`}`;
    const isSyn = packet.flag("tcp", "tcp_tcp_flags_syn");
    const isAck = packet.flag("tcp", "tcp_tcp_flags_ack");
    const known = this.initiators.get(key);
    if (isSyn) {
      const initiator = isAck ? there : here;
      this.remember(key, initiator);
      return initiator === here;
    }
    if (known !== undefined) return known === here;
    const knowsFrom = protocolOfPort(transport, fromPort) !== null;
    const knowsTo = protocolOfPort(transport, toPort) !== null;
    const initiator = knowsFrom && !knowsTo ? there : here;
    this.remember(key, initiator);
    return initiator === here;
  }

  private remember(key: string, initiator: string): void {
    if (this.initiators.size >= MAX_CONNECTIONS) {
      const oldest = this.initiators.keys().next().value;
      if (oldest !== undefined) this.initiators.delete(oldest);
    }
    this.initiators.set(key, initiator);
  }

  private source(word: string): Source {
    return { protocol: `tshark ${word}`, method: "passive" };
  }
}
