import { dissectEtherIp, dissectGre, dissectL2tp3, findUdpTunnel } from "./dissect-tunnel";
import { LINK_TYPE } from "./link-type";
import { IP_PROTOCOL, OUTCOME, type Packet } from "./packet";
import { SCTP_HEADER_BYTES } from "./sctp-chunks";

/** Reads the transport header at `payloadStart`, and moves the payload behind it. Also for reassembled datagrams. */
export function dissectTransport(packet: Packet): void {
  if (packet.ipProtocol === IP_PROTOCOL.authentication) passAuthentication(packet);
  packet.transportStart = packet.payloadStart;
  switch (packet.ipProtocol) {
    case IP_PROTOCOL.tcp:
      dissectTcp(packet);
      return;
    case IP_PROTOCOL.udp:
      dissectUdp(packet);
      return;
    case IP_PROTOCOL.sctp:
      dissectPorts(packet, SCTP_HEADER_BYTES, "SCTP header is too short");
      return;
    case IP_PROTOCOL.gre:
      dissectGre(packet);
      return;
    case IP_PROTOCOL.l2tp:
      dissectL2tp3(packet);
      return;
    case IP_PROTOCOL.etherIp:
      dissectEtherIp(packet);
      return;
    case IP_PROTOCOL.ipInIp:
    case IP_PROTOCOL.ipv6:
      packet.inner = LINK_TYPE.raw;
      packet.innerAt = packet.payloadStart;
  }
}

/** RFC 4302 §2: signed, not encrypted, so what follows can be read. Its length is in words of 4 bytes, less 2. */
function passAuthentication(packet: Packet): void {
  const { bytes, payloadStart: at, payloadEnd } = packet;
  if (at + 12 > payloadEnd) return;
  const length = (bytes[at + 1] + 2) * 4;
  if (at + length > payloadEnd) return;
  packet.ipProtocol = bytes[at];
  advance(packet, length);
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
