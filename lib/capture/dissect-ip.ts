import { IPV4_MARK } from "@/lib/domain/address-text";
import { dissectTransport } from "./dissect-transport";
import { CUT_REASON, DEPTH, OUTCOME, type Packet } from "./packet";

const MAX_EXTENSION_HEADERS = 16;

/** IPv4 or IPv6, as the version nibble says; an EtherType that says otherwise is not believed. */
export function dissectIp(packet: Packet, at: number, frameStart: number): void {
  if (at >= packet.end) {
    packet.tooShort("IP header is too short", frameStart);
    return;
  }
  const version = packet.bytes[at] >>> 4;
  if (version === 4) {
    dissectIpv4(packet, at, frameStart);
    return;
  }
  if (version === 6) {
    dissectIpv6(packet, at, frameStart);
    return;
  }
  packet.fail(OUTCOME.malformed, "IP version is neither 4 nor 6");
}

/** Bounds the packet by its own length; what the capture left out is marked. */
function boundBy(packet: Packet, ipEnd: number, frameStart: number): boolean {
  if (ipEnd <= packet.end) {
    packet.end = ipEnd;
    return true;
  }
  if (packet.end - frameStart < packet.wireLength || packet.isCut) {
    packet.isCut = true;
    packet.fail(OUTCOME.truncated, CUT_REASON);
    return true;
  }
  return false;
}

/** RFC 791 §3.1. */
function dissectIpv4(packet: Packet, at: number, frameStart: number): void {
  const { bytes, addresses } = packet;
  const headerLength = (bytes[at] & 15) * 4;
  if (at + 20 > packet.end) {
    packet.tooShort("IPv4 header is too short", frameStart);
    return;
  }
  // A sender that leaves segmentation to its network card writes 0: the packet then fills the frame.
  const totalLength = (bytes[at + 2] << 8) | bytes[at + 3] || packet.end - at;
  if (headerLength < 20 || totalLength < headerLength) {
    packet.fail(OUTCOME.malformed, "IPv4 header has impossible lengths");
    return;
  }
  if (at + headerLength > packet.end) {
    packet.tooShort("IPv4 options are cut off", frameStart);
    return;
  }
  if (!boundBy(packet, at + totalLength, frameStart))
    packet.fail(OUTCOME.malformed, "IP packet is longer than its frame");

  packet.depth = DEPTH.network;
  packet.ipVersion = 4;
  packet.ttl = bytes[at + 8];
  packet.ipProtocol = bytes[at + 9];
  setIpv4(addresses, 0, bytes, at + 12);
  setIpv4(addresses, 4, bytes, at + 16);
  // 224.0.0.0/4 and 255.255.255.255.
  if (bytes[at + 16] >>> 4 === 14 || addresses[7] === -1) packet.isGroup = true;
  const fragment = (bytes[at + 6] << 8) | bytes[at + 7];
  packet.fragmentOffset = (fragment & 0x1fff) * 8;
  packet.hasMoreFragments = (fragment & 0x2000) !== 0;
  packet.isFragment = packet.hasMoreFragments || packet.fragmentOffset > 0;
  packet.fragmentId = (bytes[at + 4] << 8) | bytes[at + 5];
  setPayload(packet, at + headerLength, at + totalLength);
  if (!packet.isFragment) dissectTransport(packet);
}

/** 0.0.0.0 stays all zero: no address. */
function setIpv4(addresses: Int32Array, index: number, bytes: Uint8Array, at: number): void {
  const word = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  addresses[index] = 0;
  addresses[index + 1] = 0;
  addresses[index + 2] = word === 0 ? 0 : IPV4_MARK;
  addresses[index + 3] = word;
}

/** RFC 8200 §3 and §4; authentication headers are passed over, encrypted payloads are not. */
function dissectIpv6(packet: Packet, at: number, frameStart: number): void {
  const { bytes, addresses } = packet;
  if (at + 40 > packet.end) {
    packet.tooShort("IPv6 header is too short", frameStart);
    return;
  }
  // Zero: a jumbogram or segmentation left to the network card.
  const payloadLength = (bytes[at + 4] << 8) | bytes[at + 5] || packet.end - at - 40;
  const ipEnd = at + 40 + payloadLength;
  if (!boundBy(packet, ipEnd, frameStart)) packet.fail(OUTCOME.malformed, "IP packet is longer than its frame");

  packet.depth = DEPTH.network;
  packet.ipVersion = 6;
  packet.ttl = bytes[at + 7];
  for (let i = 0; i < 8; i += 1) {
    const from = at + 8 + i * 4;
    addresses[i] = (bytes[from] << 24) | (bytes[from + 1] << 16) | (bytes[from + 2] << 8) | bytes[from + 3];
  }
  if (bytes[at + 24] === 0xff) packet.isGroup = true;

  let next = bytes[at + 6];
  let offset = at + 40;
  for (let headers = 0; isExtensionHeader(next) && headers < MAX_EXTENSION_HEADERS; headers += 1) {
    if (offset + 8 > packet.end) {
      packet.ipProtocol = next;
      setPayload(packet, packet.end, ipEnd);
      packet.tooShort("IPv6 extension header is cut off", frameStart);
      return;
    }
    const type = next;
    next = bytes[offset];
    if (type === 44) {
      packet.fragmentOffset = ((bytes[offset + 2] << 8) | bytes[offset + 3]) & 0xfff8;
      packet.hasMoreFragments = (bytes[offset + 3] & 1) === 1;
      // An atomic fragment is a whole packet (RFC 6946).
      packet.isFragment = packet.hasMoreFragments || packet.fragmentOffset > 0;
      packet.fragmentId =
        (bytes[offset + 4] << 24) | (bytes[offset + 5] << 16) | (bytes[offset + 6] << 8) | bytes[offset + 7];
      offset += 8;
      if (packet.isFragment) break;
    } else offset += type === 51 ? (bytes[offset + 1] + 2) * 4 : (bytes[offset + 1] + 1) * 8;
  }
  packet.ipProtocol = next;
  setPayload(packet, Math.min(offset, packet.end), ipEnd);
  if (!packet.isFragment) dissectTransport(packet);
}

/** Hop-by-hop, routing, fragment, authentication, destination options, mobility, HIP, shim6. */
const isExtensionHeader = (type: number) =>
  type === 0 ||
  type === 43 ||
  type === 44 ||
  type === 51 ||
  type === 60 ||
  type === 135 ||
  type === 139 ||
  type === 140;

function setPayload(packet: Packet, start: number, ipEnd: number): void {
  packet.payloadStart = start;
  packet.payloadEnd = packet.end;
  packet.payloadLength = Math.max(0, ipEnd - start);
}
