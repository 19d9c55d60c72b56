import { ipText, macText } from "@/lib/domain/address-text";
import type { FrameLayer, LayerField } from "@/lib/domain/packet/frame-layer";
import { dissectFrame } from "./dissect-link";
import { LINK_TYPE, linkTypeName } from "./link-type";
import { DEPTH, IP_PROTOCOL, NO_TUNNEL, OUTCOME, Packet, TCP_FLAG } from "./packet";

const MAX_TUNNELS = 4;
const MAX_TAGS = 8;
const VLAN_TYPES = new Set([0x8100, 0x88a8, 0x9100, 0x9200]);
const ETHER_TYPES: ReadonlyMap<number, string> = new Map([
  [0x0800, "IPv4"],
  [0x0806, "ARP"],
  [0x86dd, "IPv6"],
  [0x8847, "MPLS"],
  [0x8848, "MPLS"],
  [0x8864, "PPPoE"],
  [0x88cc, "LLDP"],
  [0x8892, "PROFINET"],
  [0x894f, "NSH"],
]);
const IP_PROTOCOLS: Readonly<Record<number, string>> = {
  1: "ICMP",
  2: "IGMP",
  4: "IP in IP",
  6: "TCP",
  17: "UDP",
  41: "IPv6 in IP",
  47: "GRE",
  50: "ESP",
  51: "AH",
  58: "ICMPv6",
  89: "OSPF",
  97: "EtherIP",
  112: "VRRP",
  115: "L2TP",
  132: "SCTP",
};

export interface DissectedFrame {
  readonly layers: readonly FrameLayer[];
  /** The innermost layer that was read: addresses, ports and where its payload stands. Its bytes are the frame's. */
  readonly packet: Packet;
  /** Why the frame could not be read to its end, in words; null when it could. */
  readonly fault: string | null;
}

/**
 * One frame, layer by layer, for people. The same dissection as for an import decides what it is; only what is shown of
 * each header is read here. Offsets count from the first byte of `bytes`.
 */
export function dissectForPeople(bytes: Uint8Array, trueLength: number, linkType: number): DissectedFrame {
  const packet = new Packet();
  packet.start(bytes, bytes.length, trueLength, 0, 1);
  dissectFrame(packet, 0, linkType);
  const layers: FrameLayer[] = [];
  let fault = packet.outcome === OUTCOME.parsed ? null : packet.reason;
  describe(layers, packet, 0, linkType);
  for (let tunnels = 0; packet.inner !== NO_TUNNEL && tunnels < MAX_TUNNELS; tunnels += 1) {
    const { inner, innerAt } = packet;
    layers.push({ name: "Tunnel", summary: "carries a frame of its own", start: innerAt, end: innerAt, fields: [] });
    packet.enterTunnel();
    dissectFrame(packet, innerAt, inner);
    if (packet.outcome !== OUTCOME.parsed) fault ??= packet.reason;
    describe(layers, packet, innerAt, inner);
  }
  return { layers, packet, fault };
}

function describe(layers: FrameLayer[], packet: Packet, start: number, linkType: number): void {
  const ipAt = describeLink(layers, packet, start, linkType);
  if (packet.depth !== DEPTH.network || ipAt < 0) return;
  const transportAt = describeIp(layers, packet, ipAt);
  if (!packet.isFragment) describeTransport(layers, packet, transportAt);
}

/** Where the IP header begins; -1 when there is none. */
function describeLink(layers: FrameLayer[], packet: Packet, start: number, linkType: number): number {
  const { bytes } = packet;
  if (linkType === LINK_TYPE.ethernet && start + 14 <= bytes.length) return describeEthernet(layers, packet, start);
  const ipAt = findIp(packet, start);
  const headerEnd = ipAt >= 0 ? ipAt : Math.max(start, Math.min(packet.payloadStart, bytes.length));
  if (headerEnd > start) {
    layers.push({
      name: linkTypeName(linkType),
      summary: `${headerEnd - start} bytes of link header`,
      start,
      end: headerEnd,
      fields: macFields(packet, -1),
    });
  }
  return ipAt;
}

function describeEthernet(layers: FrameLayer[], packet: Packet, start: number): number {
  const { bytes } = packet;
  const typeAt = start + 12;
  let type = u16(bytes, typeAt);
  const [to, from] = [macAt(bytes, start), macAt(bytes, start + 6)];
  layers.push({
    name: "Ethernet",
    summary: `${from} to ${to}`,
    start,
    end: start + 14,
    fields: [
      { label: "To", value: to, start, end: start + 6 },
      { label: "From", value: from, start: start + 6, end: start + 12 },
      { label: type >= 0x600 ? "Type" : "Length", value: typeText(type), start: typeAt, end: typeAt + 2 },
    ],
  });
  let at = start + 14;
  for (let tags = 0; VLAN_TYPES.has(type) && tags < MAX_TAGS && at + 4 <= bytes.length; tags += 1) {
    const control = u16(bytes, at);
    type = u16(bytes, at + 2);
    layers.push({
      name: "VLAN",
      summary: `id ${control & 0xfff}, priority ${control >>> 13}`,
      start: at,
      end: at + 4,
      fields: [
        { label: "Id", value: String(control & 0xfff), start: at, end: at + 2 },
        { label: "Type", value: typeText(type), start: at + 2, end: at + 4 },
      ],
    });
    at += 4;
  }
  if (packet.depth !== DEPTH.network) return -1;
  if (type === 0x0800 || type === 0x86dd) return at;
  const ipAt = findIp(packet, at);
  if (ipAt > at) layers.push({ name: typeText(type), summary: `${ipAt - at} bytes`, start: at, end: ipAt, fields: [] });
  return ipAt;
}

/** The IP header behind link layers that are not taken apart here, found by the addresses that the dissection read. */
function findIp(packet: Packet, from: number): number {
  if (packet.depth !== DEPTH.network) return -1;
  const { bytes, addresses, ipVersion } = packet;
  const head = ipVersion === 4 ? 20 : 40;
  for (let at = from; at + head <= bytes.length && at <= packet.payloadStart; at += 1) {
    if ((bytes[at] as number) >>> 4 !== ipVersion) continue;
    const word = (offset: number) => u32(bytes, at + offset) | 0;
    const isHere =
      ipVersion === 4
        ? word(12) === addresses[3] && word(16) === addresses[7]
        : [0, 1, 2, 3, 4, 5, 6, 7].every((i) => word(8 + i * 4) === addresses[i]);
    if (isHere) return at;
  }
  return -1;
}

function describeIp(layers: FrameLayer[], packet: Packet, at: number): number {
  const { bytes, addresses: a, ipVersion, ttl, ipProtocol } = packet;
  const from = ipText(a[0] as number, a[1] as number, a[2] as number, a[3] as number);
  const to = ipText(a[4] as number, a[5] as number, a[6] as number, a[7] as number);
  const isV4 = ipVersion === 4;
  const end = Math.min(bytes.length, isV4 ? at + ((bytes[at] as number) & 15) * 4 : at + 40);
  const [source, target] = isV4 ? [at + 12, at + 16] : [at + 8, at + 24];
  const size = isV4 ? 4 : 16;
  const protocol = IP_PROTOCOLS[ipProtocol] ?? `protocol ${ipProtocol}`;
  const piece = packet.isFragment ? `, fragment at byte ${packet.fragmentOffset}` : "";
  const fields: LayerField[] = [
    { label: "From", value: from, start: source, end: source + size },
    { label: "To", value: to, start: target, end: target + size },
    field(isV4 ? "TTL" : "Hop limit", String(ttl), isV4 ? at + 8 : at + 7, 1),
    field("Carries", protocol, isV4 ? at + 9 : at + 6, 1),
  ];
  layers.push({ name: isV4 ? "IPv4" : "IPv6", summary: `${from} to ${to}${piece}`, start: at, end, fields });
  return end;
}

function describeTransport(layers: FrameLayer[], packet: Packet, at: number): void {
  const { bytes, sourcePort, destinationPort, ipProtocol, tcpFlags } = packet;
  const end = Math.min(packet.payloadStart, bytes.length);
  const name = IP_PROTOCOLS[ipProtocol] ?? `IP protocol ${ipProtocol}`;
  const isTcp = ipProtocol === IP_PROTOCOL.tcp;
  const hasPorts = isTcp || ipProtocol === IP_PROTOCOL.udp || ipProtocol === IP_PROTOCOL.sctp;
  if (!hasPorts) {
    layers.push({
      name,
      summary: `${Math.max(0, packet.payloadEnd - at)} bytes`,
      start: at,
      end: Math.max(at, end),
      fields: [],
    });
    return;
  }
  // Extension and authentication headers may stand between.
  const start = packet.transportStart;
  if (start + 4 > bytes.length) return;
  const fields = [
    field("From port", String(sourcePort), start, 2),
    field("To port", String(destinationPort), start + 2, 2),
  ];
  if (isTcp && start + 20 <= bytes.length) {
    fields.push(
      field("Sequence", String(packet.sequence >>> 0), start + 4, 4),
      field("Acknowledges", String(packet.acknowledgement >>> 0), start + 8, 4),
      field("Flags", flagText(tcpFlags), start + 13, 1),
    );
  }
  const flags = isTcp ? `, ${flagText(tcpFlags)}` : "";
  const size = `${packet.payloadLength} bytes`;
  layers.push({ name, summary: `port ${sourcePort} to ${destinationPort}${flags}, ${size}`, start, end, fields });
}

function field(label: string, value: string, start: number, length: number): LayerField {
  return { label, value, start, end: start + length };
}

function macFields({ macs }: Packet, at: number): LayerField[] {
  const from = macs[0] === 0 && macs[1] === 0 ? null : macText(macs[0] as number, macs[1] as number);
  // Where it stands differs between the variants of these headers; the value alone is certain.
  return from === null ? [] : [{ label: "From", value: from, start: at, end: at }];
}

function flagText(flags: number): string {
  const names = [
    [TCP_FLAG.syn, "SYN"],
    [TCP_FLAG.fin, "FIN"],
    [TCP_FLAG.rst, "RST"],
    [8, "PSH"],
    [TCP_FLAG.ack, "ACK"],
    [32, "URG"],
  ] as const;
  return names.flatMap(([bit, name]) => ((flags & bit) !== 0 ? [name] : [])).join(" ") || "no flags";
}

function typeText(type: number): string {
  if (type < 0x600) return `${type} bytes`;
  const name = VLAN_TYPES.has(type) ? "VLAN" : ETHER_TYPES.get(type);
  const hex = `0x${type.toString(16).padStart(4, "0")}`;
  return name ? `${name} (${hex})` : hex;
}

const u16 = (bytes: Uint8Array, at: number) => ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
const u32 = (bytes: Uint8Array, at: number) => u16(bytes, at) * 65_536 + u16(bytes, at + 2);
const macAt = (bytes: Uint8Array, at: number) => macText(u16(bytes, at), u32(bytes, at + 2) | 0);
