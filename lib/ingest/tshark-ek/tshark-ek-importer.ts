import { isHostAddress } from "@/lib/domain/address";
import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import type { ServiceEvidence, Transport } from "@/lib/domain/observation";
import type { Match } from "@/lib/protocols/define-decoder";
import { DiscoveryDraft, type Seen, type Source } from "../collect/discovery-draft";
import { protocolOfPort } from "../collect/protocol-of-port";
import { protocolWord } from "../collect/protocol-word";
import type { Importer, ImportOptions, ImportParser } from "../define-importer";
import { EK_CARRIERS, EK_FACTS, EK_PROTOCOLS } from "./ek-facts";
import { EkPacket } from "./ek-packet";
import { flattenPacket } from "./flatten-packet";
import { type PacketText, PacketTexts } from "./packet-texts";

/** Connections whose initiator is remembered; beyond it the oldest are forgotten and judged by their ports. */
const MAX_CONNECTIONS = 262_144;

interface Ends {
  readonly from: { readonly ip: string | null; readonly mac: string | null };
  readonly to: { readonly ip: string | null; readonly mac: string | null };
  readonly transport: Transport;
  readonly fromPort: number | null;
  readonly toPort: number | null;
}

/** A record is a packet, in lines or in a list; its position is its ordinal number, whatever Wireshark's frame number is. */
class TsharkEkParser implements ImportParser {
  records = 0;
  private bytes = 0;
  private readonly draft: DiscoveryDraft;
  private readonly initiators = new Map<string, string>();
  private readonly decoder = new TextDecoder();
  private readonly texts = new PacketTexts((text) => this.readText(text));

  constructor(options: ImportOptions) {
    this.draft = new DiscoveryDraft(options.limits);
  }

  push(chunk: Uint8Array): void {
    this.bytes += chunk.length;
    this.texts.push(chunk);
  }

  finish(): DiscoveryResult {
    this.texts.finish();
    return this.draft.finish({ format: this.texts.isList ? "tshark json" : "tshark ek", bytes: this.bytes });
  }

  private readText({ position, bytes, trueLength, end }: PacketText): void {
    this.records = position;
    const { ledger } = this.draft;
    if (trueLength > bytes.length) {
      ledger.count("malformed", "the text of the packet is longer than 4 MiB", position);
    } else if (end === "broken") {
      ledger.count("malformed", "the packet does not end before the next one begins", position);
    } else {
      const text = this.decoder.decode(bytes);
      const packet = this.texts.isList ? flattenPacket(text) : parseEk(text);
      if (packet) this.readPacket(packet, position);
      else if (end === "open") ledger.count("truncated", "the last packet is cut off", position);
      else ledger.count("malformed", "the record is no packet of tshark", position);
    }
  }

  private readPacket(packet: EkPacket, position: number): void {
    const { ledger } = this.draft;
    const ends = endsOf(packet);
    if (!ends) {
      ledger.count("ignored", "a packet without addresses that are read here", position);
      return;
    }
    ledger.countParsed();
    const timeUs = packet.timeUs;
    this.tell(packet, ends, { position, fromUs: timeUs, toUs: timeUs });
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

function parseEk(line: string): EkPacket | null {
  try {
    const json: unknown = JSON.parse(line);
    const isPacket = typeof json === "object" && json !== null && "layers" in json;
    return isPacket ? new EkPacket(json as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function endsOf(packet: EkPacket): Ends | null {
  const macs = { from: packet.mac("eth", "eth_eth_src"), to: packet.mac("eth", "eth_eth_dst") };
  // The innermost address wins; a packet with both kinds is a tunnel, and what is inside stands later.
  const order = packet.protocols;
  const isSix = order.lastIndexOf("ipv6") > order.lastIndexOf("ip");
  const layer = isSix ? "ipv6" : "ip";
  const from = packet.ip(layer, `${layer}_${layer}_src`);
  const to = packet.ip(layer, `${layer}_${layer}_dst`);
  if (from === null || to === null) {
    if (macs.from === null || macs.to === null) return null;
    const ends = { from: { ip: null, mac: macs.from }, to: { ip: null, mac: macs.to } };
    return { ...ends, transport: "ethernet", fromPort: null, toPort: null };
  }
  const isTunnel = packet.values("ip", "ip_ip_src").length + packet.values("ipv6", "ipv6_ipv6_src").length > 1;
  const mac = (value: string | null) => (isTunnel ? null : value);
  const transport = transportOf(packet);
  const hasPorts = transport === "tcp" || transport === "udp" || transport === "sctp";
  const port = (side: string) => (hasPorts ? packet.number(transport, `${transport}_${transport}_${side}port`) : null);
  return {
    from: { ip: from, mac: mac(macs.from) },
    to: { ip: to, mac: mac(macs.to) },
    transport,
    fromPort: port("src"),
    toPort: port("dst"),
  };
}

function transportOf(packet: EkPacket): Transport {
  const order = packet.protocols;
  const last = order.findLast((name) => name === "tcp" || name === "udp" || name === "sctp");
  if (last === "tcp" || last === "udp" || last === "sctp") return last;
  return order.includes("icmp") || order.includes("icmpv6") ? "icmp" : "ip";
}

/** The innermost layer that names an application; without one the port is a guess. */
function protocolOf(packet: EkPacket, transport: Transport, port: number | null) {
  const layers = packet.protocols;
  const start = Math.max(layers.lastIndexOf("tcp"), layers.lastIndexOf("udp"), layers.lastIndexOf("ethertype"), 0);
  const found = layers.slice(start + 1).find((name) => !EK_CARRIERS.has(name));
  if (found) {
    const named = layers.slice(start + 1).filter((name) => !EK_CARRIERS.has(name));
    const deepest = named.findLast((name) => Object.hasOwn(EK_PROTOCOLS, name) && name !== "tpkt" && name !== "cotp");
    const word = deepest ?? named.find((name) => name !== "tpkt" && name !== "cotp") ?? found;
    const protocol = Object.hasOwn(EK_PROTOCOLS, word) ? (EK_PROTOCOLS[word] ?? word) : word.replaceAll("_", "-");
    return { protocol: protocolWord(protocol), evidence: "payload" as ServiceEvidence };
  }
  if (layers.includes("arp")) return { protocol: "arp", evidence: "payload" as ServiceEvidence };
  if (transport === "icmp") return { protocol: "icmp", evidence: "payload" as ServiceEvidence };
  return { protocol: protocolOfPort(transport, port) ?? "unknown", evidence: "port-only" as ServiceEvidence };
}

function recogniseEk(head: Uint8Array): Match {
  const text = new TextDecoder().decode(head).replace(/^\ufeff/, "");
  if (/^\s*\[\s*\{\s*"_index"\s*:/.test(text)) return /"_source"\s*:\s*\{\s*"layers"\s*:/.test(text) ? "certain" : "no";
  const [first = "", second = ""] = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  if (/^\{\s*"index"\s*:\s*\{/.test(first))
    return second === "" || /^\{\s*"timestamp"[^{]*"layers"/.test(second) ? "certain" : "no";
  return /^\{\s*"timestamp"\s*:\s*"\d+"\s*,\s*"layers"\s*:\s*\{/.test(first) ? "certain" : "no";
}

/** What `tshark -T ek` and `-T json` print: whatever Wireshark dissects, for protocols that are not decoded here. */
export const tsharkEkImporter: Importer = {
  name: "tshark-ek",
  title: "tshark packets (-T ek, -T json)",
  recognise: recogniseEk,
  open: (options) => new TsharkEkParser(options),
};
