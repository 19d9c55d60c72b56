import type { ServiceEvidence, Transport } from "@/lib/domain/observation";
import { protocolOfPort } from "../collect/protocol-of-port";
import { protocolWord } from "../collect/protocol-word";
import { EK_CARRIERS, EK_PROTOCOLS } from "./ek-facts";
import type { EkPacket } from "./ek-packet";

/** Between whom a packet went, as its dissector printed it. */
export interface Ends {
  readonly from: { readonly ip: string | null; readonly mac: string | null };
  readonly to: { readonly ip: string | null; readonly mac: string | null };
  readonly transport: Transport;
  readonly fromPort: number | null;
  readonly toPort: number | null;
}

/** null without addresses that are read here. */
export function endsOf(packet: EkPacket): Ends | null {
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
export function protocolOf(packet: EkPacket, transport: Transport, port: number | null) {
  const layers = packet.protocols;
  const start = Math.max(layers.lastIndexOf("tcp"), layers.lastIndexOf("udp"), layers.lastIndexOf("ethertype"), 0);
  const named = layers.slice(start + 1).filter((name) => !EK_CARRIERS.has(name));
  const word = named.findLast((name) => Object.hasOwn(EK_PROTOCOLS, name)) ?? named[0];
  if (word !== undefined) {
    const protocol = Object.hasOwn(EK_PROTOCOLS, word) ? (EK_PROTOCOLS[word] ?? word) : word.replaceAll("_", "-");
    return { protocol: protocolWord(protocol), evidence: "payload" as ServiceEvidence };
  }
  if (layers.includes("arp")) return { protocol: "arp", evidence: "payload" as ServiceEvidence };
  if (transport === "icmp") return { protocol: "icmp", evidence: "payload" as ServiceEvidence };
  return { protocol: protocolOfPort(transport, port) ?? "unknown", evidence: "port-only" as ServiceEvidence };
}
