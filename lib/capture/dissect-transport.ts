import { INNER, IP_PROTOCOL, OUTCOME, type Packet } from "./packet";

const TUNNEL_PORT = { vxlan: 4789, vxlanOld: 8472, geneve: 6081, capwapData: 5247 } as const;
const GRE = { ipv4: 0x0800, ipv6: 0x86dd, ethernet: 0x6558, erspan2: 0x88be, erspan3: 0x22eb } as const;

/** Whether datagrams to or from the port may carry frames of their own. */
export function isTunnelPort(port: number): boolean {
  return (
    port === TUNNEL_PORT.vxlan ||
    port === TUNNEL_PORT.vxlanOld ||
    port === TUNNEL_PORT.geneve ||
    port === TUNNEL_PORT.capwapData
  );
}

/** Reads the transport header at `payloadStart`, and moves the payload behind it. Also for reassembled datagrams. */
export function dissectTransport(packet: Packet): void {
  switch (packet.ipProtocol) {
    case IP_PROTOCOL.tcp:
      dissectTcp(packet);
      return;
    case IP_PROTOCOL.udp:
      dissectUdp(packet);
      return;
    case IP_PROTOCOL.sctp:
      dissectPorts(packet, 12, "SCTP header is too short");
      return;
    case IP_PROTOCOL.gre:
      dissectGre(packet);
      return;
    case IP_PROTOCOL.ipInIp:
    case IP_PROTOCOL.ipv6:
      packet.inner = INNER.ip;
      packet.innerAt = packet.payloadStart;
  }
}

function dissectPorts(packet: Packet, headerLength: number, reason: string): void {
  const { bytes, payloadStart: at, payloadEnd } = packet;
  if (at + 4 <= payloadEnd) {
    packet.sourcePort = (bytes[at] << 8) | bytes[at + 1];
    packet.destinationPort = (bytes[at + 2] << 8) | bytes[at + 3];
  }
  if (at + headerLength <= payloadEnd) {
    advance(packet, headerLength);
    return;
  }
  packet.payloadStart = payloadEnd;
  // When the capture cut the packet, that has been said already.
  if (!packet.isCut) packet.fail(OUTCOME.malformed, reason);
}

function advance(packet: Packet, count: number): void {
  packet.payloadStart += count;
  packet.payloadLength -= count;
}

/** RFC 9293 §3.1. */
function dissectTcp(packet: Packet): void {
  const { bytes, payloadStart: at } = packet;
  dissectPorts(packet, 20, "TCP header is too short");
  if (packet.payloadStart === at || packet.payloadStart - at < 20) return;
  packet.sequence = (bytes[at + 4] << 24) | (bytes[at + 5] << 16) | (bytes[at + 6] << 8) | bytes[at + 7];
  packet.acknowledgement = (bytes[at + 8] << 24) | (bytes[at + 9] << 16) | (bytes[at + 10] << 8) | bytes[at + 11];
  packet.tcpFlags = bytes[at + 13];
  const options = (bytes[at + 12] >>> 4) * 4 - 20;
  if (options < 0 || (packet.payloadStart + options > packet.payloadEnd && !packet.isCut)) {
    packet.payloadStart = packet.payloadEnd;
    packet.fail(OUTCOME.malformed, "TCP header has an impossible length");
    return;
  }
  packet.payloadLength = Math.max(0, packet.payloadLength - options);
  packet.payloadStart = Math.min(packet.payloadStart + options, packet.payloadEnd);
}

/** RFC 768. */
function dissectUdp(packet: Packet): void {
  const { bytes, payloadStart: at } = packet;
  dissectPorts(packet, 8, "UDP header is too short");
  if (packet.payloadStart - at < 8) return;
  const length = (bytes[at + 4] << 8) | bytes[at + 5];
  // Zero: a jumbogram. A length beyond the packet is cut to it, one below leaves padding outside.
  if (length >= 8 && length - 8 < packet.payloadLength) {
    packet.payloadLength = length - 8;
    packet.payloadEnd = Math.min(packet.payloadEnd, packet.payloadStart + packet.payloadLength);
  }
  findUdpTunnel(packet);
}

function findUdpTunnel(packet: Packet): void {
  const { bytes, payloadStart: at, payloadEnd, destinationPort: port } = packet;
  if (at + 8 > payloadEnd) return;
  if (port === TUNNEL_PORT.vxlan || port === TUNNEL_PORT.vxlanOld) {
    // RFC 7348 §5: the I flag, all others reserved.
    if (bytes[at] === 8) enter(packet, INNER.ethernet, at + 8);
  } else if (port === TUNNEL_PORT.geneve) {
    // RFC 8926 §3.4.
    const type = (bytes[at + 2] << 8) | bytes[at + 3];
    if (bytes[at] >>> 6 === 0 && type === GRE.ethernet) enter(packet, INNER.ethernet, at + 8 + (bytes[at] & 0x3f) * 4);
  } else if (port === TUNNEL_PORT.capwapData || packet.sourcePort === TUNNEL_PORT.capwapData) {
    // RFC 5415 §4.3: version 0, type 0; fragments are not put together; the T bit says 802.11, else 802.3.
    const isFragment = (bytes[at + 3] & 0x80) !== 0;
    if (bytes[at] !== 0 || isFragment) return;
    enter(packet, (bytes[at + 2] & 1) === 1 ? INNER.wifi : INNER.ethernet, at + (bytes[at + 1] >>> 3) * 4);
  }
}

function enter(packet: Packet, inner: number, at: number): void {
  if (at >= packet.payloadEnd) return;
  packet.inner = inner;
  packet.innerAt = at;
}

/** RFC 2784, 2890, 2637 and the two ERSPAN headers (draft-foschiano-erspan). */
function dissectGre(packet: Packet): void {
  const { bytes, payloadStart: at, payloadEnd } = packet;
  if (at + 4 > payloadEnd) {
    if (!packet.isCut) packet.fail(OUTCOME.malformed, "GRE header is too short");
    return;
  }
  const flags = (bytes[at] << 8) | bytes[at + 1];
  const type = (bytes[at + 2] << 8) | bytes[at + 3];
  const hasSequence = (flags & 0x1000) !== 0;
  let header = 4;
  if ((flags & 0xc000) !== 0) header += 4;
  if ((flags & 0x2000) !== 0) header += 4;
  if (hasSequence) header += 4;
  if ((flags & 7) === 1 && (flags & 0x80) !== 0) header += 4;
  const body = at + header;
  if (type === GRE.ipv4 || type === GRE.ipv6) enter(packet, INNER.ip, body);
  else if (type === GRE.ethernet) enter(packet, INNER.ethernet, body);
  // Type I has no header of its own and no sequence number.
  else if (type === GRE.erspan2) enter(packet, INNER.ethernet, hasSequence ? body + 8 : body);
  else if (type === GRE.erspan3 && body + 12 <= payloadEnd) {
    enter(packet, INNER.ethernet, body + ((bytes[body + 11] & 1) === 1 ? 20 : 12));
  }
}
