import { dissectIp } from "./dissect-ip";
import { dissectWifi } from "./dissect-wifi";
import { ETHER_TYPE } from "./ether-type";
import { openMacsec, tagLength, VLAN_TAG_BYTES } from "./frame-tags";
import { isEthernetWithKnownType } from "./inner-ethernet";
import { LINK_TYPE, linkTypeName } from "./link-type";
import { carriedByNsh } from "./nsh";
import { DEPTH, LINK_KIND, OUTCOME, type Packet } from "./packet";
import { RADIOTAP_FLAG, radiotapFlags } from "./radiotap";
import { NOT_WRAPPED, unwrapFrame, WRAPPER_TOO_SHORT } from "./unwrap-frame";

const MAX_TAGS = 8;
const MAX_LABELS = 16;
/** Frames carried in frames, each read by a call of its own: what is deeper was made to exhaust the stack. */
const MAX_NESTING = 8;

/** Takes a frame apart from its link layer up to its transport. Never throws; `packet.outcome` says how it went. */
export function dissectFrame(packet: Packet, at: number, linkType: number): void {
  const { bytes, end } = packet;
  switch (linkType) {
    case LINK_TYPE.ethernet:
      dissectEthernet(packet, at);
      return;
    case LINK_TYPE.linuxSll:
      dissectLinuxSll(packet, at);
      return;
    case LINK_TYPE.linuxSll2:
      dissectLinuxSll2(packet, at);
      return;
    case LINK_TYPE.raw:
    case LINK_TYPE.rawBsd:
    case LINK_TYPE.rawOpenBsd:
    case LINK_TYPE.ipv4:
    case LINK_TYPE.ipv6:
      dissectIp(packet, at, at);
      return;
    case LINK_TYPE.null:
    case LINK_TYPE.loop: {
      if (at + 4 > end) {
        packet.tooShort("loopback header is too short", at);
        return;
      }
      // The family stands in the byte order of the capturing machine: one of its ends is the number.
      const family = bytes[at] !== 0 ? bytes[at] : bytes[at + 3];
      if (family === 2 || family === 10 || family === 24 || family === 28 || family === 30) {
        dissectIp(packet, at + 4, at);
        return;
      }
      packet.fail(OUTCOME.ignored, `loopback address family ${family} is not understood`);
      return;
    }
    case LINK_TYPE.ppp:
    case LINK_TYPE.pppHdlc:
      // tcpdump.org/linktypes.html: PPP, or Cisco's HDLC (RFC 1547 §4.3.1), whose addresses are 0x0f and 0x8f.
      if (at + 4 <= end && (bytes[at] & 0x7f) === 0x0f && bytes[at + 1] === 0) dissectTypeAt(packet, at, 2, 4);
      else dissectPpp(packet, at, at);
      return;
    case LINK_TYPE.mpls:
      dissectMpls(packet, at, at);
      return;
    case LINK_TYPE.pppEther:
      dissectPppoe(packet, at, at);
      return;
    case LINK_TYPE.cHdlc:
      dissectTypeAt(packet, at, 2, 4);
      return;
    case LINK_TYPE.wifi:
      dissectWifi(packet, at, at, dissectLlc);
      return;
    case LINK_TYPE.radiotap: {
      if (at + 4 > end) {
        packet.tooShort("radiotap header is too short", at);
        return;
      }
      const length = bytes[at + 2] | (bytes[at + 3] << 8);
      if (length < 8 || at + length > end) {
        packet.tooShort("radiotap header is too long", at);
        return;
      }
      const flags = radiotapFlags(bytes, at, at + length);
      if ((flags & RADIOTAP_FLAG.badChecksum) !== 0) {
        packet.fail(OUTCOME.ignored, "802.11 frame was received with errors");
        return;
      }
      const hasChecksum = (flags & RADIOTAP_FLAG.checksumAtEnd) !== 0 && end - at === packet.wireLength;
      if (hasChecksum) packet.end = Math.max(at + length, end - 4);
      dissectWifi(packet, at + length, at, dissectLlc, (flags & RADIOTAP_FLAG.padding) !== 0);
      return;
    }
    case LINK_TYPE.tokenRing:
      dissectTokenRing(packet, at);
      return;
    case LINK_TYPE.frameRelay:
      dissectFrameRelay(packet, at);
      return;
    case LINK_TYPE.atmRfc1483:
      dissectLlc(packet, at, at);
      return;
    case LINK_TYPE.broadcomTag:
    case LINK_TYPE.dsaTag:
    case LINK_TYPE.dsaTagWithType:
      dissectSwitchTag(packet, at, linkType);
      return;
    case LINK_TYPE.ipOverFireWire:
      dissectTypeAt(packet, at, 16, 18);
      return;
    case LINK_TYPE.ipOverInfiniBand:
      // RFC 4391 §6: both ends' 20-byte addresses, the EtherType, two bytes unused.
      dissectTypeAt(packet, at, 40, 44);
      return;
    default: {
      const wrapped = unwrapFrame(bytes, at, end, linkType);
      if (wrapped === WRAPPER_TOO_SHORT) {
        packet.tooShort(`header of link type ${linkTypeName(linkType)} is too short`, at);
        return;
      }
      if (wrapped !== NOT_WRAPPED) {
        dissectFrame(packet, wrapped.at, wrapped.linkType);
        return;
      }
      packet.fail(OUTCOME.ignored, `link type ${linkType} (${linkTypeName(linkType)}) is not understood`);
      return;
    }
  }
}

/** IEEE 802.5: access and frame control, addresses, and a route when the source's first bit says so; then LLC. */
function dissectTokenRing(packet: Packet, at: number): void {
  const { bytes, end } = packet;
  const hasRoute = at + 15 <= end && (bytes[at + 8] & 0x80) !== 0;
  const llcAt = at + 14 + (hasRoute ? bytes[at + 14] & 0x1f : 0);
  if (llcAt > end) {
    packet.tooShort("token ring header is too short", at);
    return;
  }
  if ((bytes[at + 1] & 0xc0) !== 0x40) {
    packet.fail(OUTCOME.ignored, "token ring frame carries no data");
    return;
  }
  const { macs } = packet;
  macs[2] = (bytes[at + 2] << 8) | bytes[at + 3];
  macs[3] = (bytes[at + 4] << 24) | (bytes[at + 5] << 16) | (bytes[at + 6] << 8) | bytes[at + 7];
  macs[0] = ((bytes[at + 8] & 0x7f) << 8) | bytes[at + 9];
  macs[1] = (bytes[at + 10] << 24) | (bytes[at + 11] << 16) | (bytes[at + 12] << 8) | bytes[at + 13];
  packet.isGroup = (bytes[at + 2] & 0x80) !== 0;
  dissectLlc(packet, llcAt, at);
}

/** RFC 2427 with an address of two bytes (Q.922), or Cisco's form with an EtherType in place of control and NLPID. */
function dissectFrameRelay(packet: Packet, at: number): void {
  const { bytes, end } = packet;
  if (at + 4 > end) {
    packet.tooShort("frame relay header is too short", at);
    return;
  }
  const isStandard = bytes[at + 2] === 3;
  // Padding aligns what follows to two bytes.
  const nlpidAt = bytes[at + 3] === 0 ? at + 4 : at + 3;
  if (!isStandard) dissectEtherType(packet, (bytes[at + 2] << 8) | bytes[at + 3], at + 4, at);
  else if (bytes[nlpidAt] === 0xcc || bytes[nlpidAt] === 0x8e) dissectIp(packet, nlpidAt + 1, at);
  else if (bytes[nlpidAt] === 0x80 && nlpidAt + 6 <= end && bytes[nlpidAt + 3] === 0)
    dissectEtherType(packet, (bytes[nlpidAt + 4] << 8) | bytes[nlpidAt + 5], nlpidAt + 6, at);
  else packet.fail(OUTCOME.ignored, "frame relay payload is not understood");
}

/** A link header that is told by its EtherType alone: where that stands, and how long the header is. */
function dissectTypeAt(packet: Packet, at: number, typeOffset: number, length: number): void {
  const { bytes } = packet;
  if (at + length > packet.end) packet.tooShort("link header is too short", at);
  else dissectEtherType(packet, (bytes[at + typeOffset] << 8) | bytes[at + typeOffset + 1], at + length, at);
}

/**
 * Frames as a switch hands them to its own processor: its tag, which says the port, stands between the addresses and the
 * EtherType. Marvell's takes the place of the VLAN tag that the frame had (bit 5 of its first byte says so).
 */
function dissectSwitchTag(packet: Packet, at: number, linkType: number): void {
  const { bytes } = packet;
  const length = linkType === LINK_TYPE.dsaTagWithType ? 8 : 4;
  dissectEthernet(packet, at, at + 12 + length);
  const tagAt = at + 8 + length;
  if (linkType === LINK_TYPE.broadcomTag || tagAt + 4 > packet.end || (bytes[tagAt] & 0x20) === 0) return;
  const id = ((bytes[tagAt + 2] << 8) | bytes[tagAt + 3]) & 0xfff;
  if (id !== 0 && id !== 4095 && packet.vlan === -1) packet.vlan = id;
}

function dissectEthernet(packet: Packet, at: number, typeAt = at + 12): void {
  const { bytes, macs } = packet;
  if (typeAt + 2 > packet.end) {
    packet.tooShort("Ethernet header is too short", at);
    return;
  }
  macs[2] = (bytes[at] << 8) | bytes[at + 1];
  macs[3] = (bytes[at + 2] << 24) | (bytes[at + 3] << 16) | (bytes[at + 4] << 8) | bytes[at + 5];
  macs[0] = (bytes[at + 6] << 8) | bytes[at + 7];
  macs[1] = (bytes[at + 8] << 24) | (bytes[at + 9] << 16) | (bytes[at + 10] << 8) | bytes[at + 11];
  packet.isGroup = (bytes[at] & 1) !== 0;
  dissectEtherType(packet, (bytes[typeAt] << 8) | bytes[typeAt + 1], typeAt + 2, at);
}

/** What follows an EtherType (or an IEEE 802.3 length) that ends at `at`. `frameStart` is where the frame began. */
export function dissectEtherType(packet: Packet, firstType: number, firstAt: number, frameStart: number): void {
  const { bytes } = packet;
  let type = firstType;
  let at = firstAt;
  for (let tags = 0, length = tagLength(type); length > 0; tags += 1, length = tagLength(type)) {
    if (at + length > packet.end || tags === MAX_TAGS) {
      packet.tooShort("tag before the payload is too short", frameStart);
      return;
    }
    const id = length === VLAN_TAG_BYTES ? ((bytes[at] << 8) | bytes[at + 1]) & 0xfff : 0;
    // Id 0 carries a priority only, 4095 is reserved (IEEE 802.1Q §9.6).
    if (id !== 0 && id !== 4095) packet.vlan = id;
    at += length;
    type = (bytes[at - 2] << 8) | bytes[at - 1];
  }
  switch (type) {
    case ETHER_TYPE.ipv4:
    case ETHER_TYPE.ipv6:
      dissectIp(packet, at, frameStart);
      return;
    case ETHER_TYPE.mpls:
    case ETHER_TYPE.mplsMulticast:
      dissectMpls(packet, at, frameStart);
      return;
    case ETHER_TYPE.pppoeSession:
      dissectPppoe(packet, at, frameStart);
      return;
    case ETHER_TYPE.ppp:
      dissectPpp(packet, at, frameStart);
      return;
    case ETHER_TYPE.isoLlc:
      dissectLlc(packet, at - 2, frameStart);
      return;
    case ETHER_TYPE.nsh:
      dissectServiceChain(packet, at, frameStart);
      return;
    case ETHER_TYPE.ethernet:
      // A bridge's tunnel without GRE: what matters is the frame in it, and its addresses.
      if (!isTooDeep(packet)) dissectEthernet(packet, at);
      return;
    case ETHER_TYPE.fabricPath:
      if (!isTooDeep(packet)) dissectEthernet(packet, at + 2);
      return;
    case ETHER_TYPE.providerBackbone:
      if (!isTooDeep(packet)) dissectEthernet(packet, at + 4);
      return;
    case ETHER_TYPE.macsec: {
      const typeAt = openMacsec(packet, at, frameStart);
      if (typeAt < 0) linkPayload(packet, type, at, frameStart);
      else if (!isTooDeep(packet))
        dissectEtherType(packet, (bytes[typeAt] << 8) | bytes[typeAt + 1], typeAt + 2, frameStart);
      return;
    }
    default:
      if (type >= 0x600) {
        linkPayload(packet, type, at, frameStart);
        return;
      }
      // IEEE 802.3: a length; what exceeds it is padding.
      if (type > 0 && at + type < packet.end) packet.end = at + type;
      dissectLlc(packet, at, frameStart);
      return;
  }
}

function isTooDeep(packet: Packet): boolean {
  packet.nesting += 1;
  if (packet.nesting > MAX_NESTING) packet.fail(OUTCOME.malformed, "frames are carried in frames too many times");
  return packet.nesting > MAX_NESTING;
}

function linkPayload(packet: Packet, kind: number, at: number, frameStart: number): void {
  packet.depth = DEPTH.link;
  packet.linkKind = kind;
  packet.payloadStart = at;
  packet.payloadEnd = packet.end;
  packet.payloadLength = Math.max(packet.end - at, packet.wireLength - (at - frameStart));
}

/** Novell's frames without LLC begin with IPX itself, whose check sum is never made: 0xffff. */
const NOVELL_RAW = 0xff;

/** IEEE 802.2, and SNAP on it (IEEE 802 §9.2). */
function dissectLlc(packet: Packet, at: number, frameStart: number): void {
  const { bytes, end } = packet;
  if (at + 3 > end) {
    packet.tooShort("LLC header is too short", frameStart);
    return;
  }
  const dsap = bytes[at];
  const control = bytes[at + 2];
  if (dsap === NOVELL_RAW && bytes[at + 1] === NOVELL_RAW) {
    linkPayload(packet, LINK_KIND.llc + NOVELL_RAW, at, frameStart);
    return;
  }
  if (dsap === 0xaa && bytes[at + 1] === 0xaa && control === 3) {
    if (at + 8 > end) {
      packet.tooShort("SNAP header is too short", frameStart);
      return;
    }
    const oui = (bytes[at + 3] << 16) | (bytes[at + 4] << 8) | bytes[at + 5];
    const protocol = (bytes[at + 6] << 8) | bytes[at + 7];
    // RFC 1042 and IEEE 802.1H: an EtherType in disguise.
    if ((oui === 0 || oui === 0x0000f8) && protocol >= 0x600) {
      if (!isTooDeep(packet)) dissectEtherType(packet, protocol, at + 8, frameStart);
      return;
    }
    // RFC 2684 §5.2 and RFC 2427 §4.2: a bridged Ethernet frame, with or without its checksum, behind two bytes of padding.
    if (oui === 0x0080c2 && (protocol === 1 || protocol === 7)) {
      const hasPadding = bytes[at + 8] === 0 && bytes[at + 9] === 0;
      if (!isTooDeep(packet)) dissectEthernet(packet, hasPadding ? at + 10 : at + 8);
      return;
    }
    packet.snapOui = oui;
    packet.snapProtocol = protocol;
    linkPayload(packet, LINK_KIND.snap, at + 8, frameStart);
    return;
  }
  // Unnumbered frames have one control byte, the others two.
  const isUnnumbered = (control & 3) === 3;
  linkPayload(packet, LINK_KIND.llc + dsap, Math.min(end, at + (isUnnumbered ? 3 : 4)), frameStart);
}

/** RFC 3032; what a label stack carries is not said, so its first nibble decides (RFC 4928). */
function dissectMpls(packet: Packet, firstAt: number, frameStart: number): void {
  const { bytes, end } = packet;
  let at = firstAt;
  for (let labels = 0; ; labels += 1) {
    if (at + 4 > end || labels === MAX_LABELS) {
      packet.tooShort("MPLS label stack is too short", frameStart);
      return;
    }
    const isBottom = (bytes[at + 2] & 1) === 1;
    at += 4;
    if (isBottom) break;
  }
  const nibble = at < end ? bytes[at] >>> 4 : -1;
  if (nibble === 4 || nibble === 6) {
    dissectIp(packet, at, frameStart);
    return;
  }
  // A pseudowire: a whole Ethernet frame, behind a control word (RFC 4385) unless both ends agreed on none.
  const isBare =
    isEthernetWithKnownType(packet.bytes, at, end) &&
    !(nibble === 0 && isEthernetWithKnownType(packet.bytes, at + 4, end));
  if (isBare || (nibble === 0 && at + 18 <= end)) {
    if (!isTooDeep(packet)) dissectEthernet(packet, isBare ? at : at + 4);
    return;
  }
  linkPayload(packet, ETHER_TYPE.mpls, at, frameStart);
  return;
}

/** RFC 8300, without a tunnel around it. */
function dissectServiceChain(packet: Packet, at: number, frameStart: number): void {
  const inner = carriedByNsh(packet.bytes, at, packet.end);
  if (inner === null) linkPayload(packet, ETHER_TYPE.nsh, at, frameStart);
  else if (inner.linkType === LINK_TYPE.raw) dissectIp(packet, inner.at, frameStart);
  else if (inner.linkType === LINK_TYPE.mpls) dissectMpls(packet, inner.at, frameStart);
  else if (!isTooDeep(packet)) dissectEthernet(packet, inner.at);
}

/** RFC 2516. */
function dissectPppoe(packet: Packet, at: number, frameStart: number): void {
  if (at + 8 > packet.end) {
    packet.tooShort("PPPoE header is too short", frameStart);
    return;
  }
  dissectPpp(packet, at + 6, frameStart);
}

/** RFC 1661, with or without the HDLC address and control bytes, and with a compressed protocol field. */
export function dissectPpp(packet: Packet, firstAt: number, frameStart: number): void {
  const { bytes, end } = packet;
  let at = firstAt;
  if (at + 2 <= end && bytes[at] === 0xff && bytes[at + 1] === 3) at += 2;
  if (at + 2 > end) {
    packet.tooShort("PPP header is too short", frameStart);
    return;
  }
  const isCompressed = (bytes[at] & 1) === 1;
  const protocol = isCompressed ? bytes[at] : (bytes[at] << 8) | bytes[at + 1];
  at += isCompressed ? 1 : 2;
  if (protocol === 0x21 || protocol === 0x57) {
    dissectIp(packet, at, frameStart);
    return;
  }
  // RFC 3032 §4.1: labels, to one receiver or to many.
  if (protocol === 0x281 || protocol === 0x283) {
    dissectMpls(packet, at, frameStart);
    return;
  }
  packet.fail(OUTCOME.ignored, `PPP protocol 0x${protocol.toString(16).padStart(4, "0")} is not understood`);
}

/** LINKTYPE_LINUX_SLL: packet type, ARP hardware type, address length, address (8), protocol. */
function dissectLinuxSll(packet: Packet, at: number): void {
  const { bytes } = packet;
  if (at + 16 > packet.end) {
    packet.tooShort("Linux cooked header is too short", at);
    return;
  }
  const packetType = (bytes[at] << 8) | bytes[at + 1];
  const hardwareType = (bytes[at + 2] << 8) | bytes[at + 3];
  const addressLength = (bytes[at + 4] << 8) | bytes[at + 5];
  cookedSource(packet, at + 6, addressLength, packetType, hardwareType);
  cookedPayload(packet, (bytes[at + 14] << 8) | bytes[at + 15], at + 16, at);
}

/** LINKTYPE_LINUX_SLL2: protocol, reserved, interface index, ARP hardware type, packet type, address length, address. */
function dissectLinuxSll2(packet: Packet, at: number): void {
  const { bytes } = packet;
  if (at + 20 > packet.end) {
    packet.tooShort("Linux cooked header is too short", at);
    return;
  }
  const hardwareType = (bytes[at + 8] << 8) | bytes[at + 9];
  cookedSource(packet, at + 12, bytes[at + 11], bytes[at + 10], hardwareType);
  cookedPayload(packet, (bytes[at] << 8) | bytes[at + 1], at + 20, at);
}

/** The hardware types whose address is a MAC: Ethernet, IEEE 802, 802.11 and its capture forms (RFC 826, if_arp.h). */
const MAC_HARDWARE = [1, 6, 801, 802, 803];

function cookedSource(packet: Packet, at: number, length: number, packetType: number, hardwareType: number): void {
  const { bytes, macs } = packet;
  // 1 broadcast, 2 multicast.
  packet.isGroup = packetType === 1 || packetType === 2;
  if (length !== 6 || !MAC_HARDWARE.includes(hardwareType)) return;
  macs[0] = (bytes[at] << 8) | bytes[at + 1];
  macs[1] = (bytes[at + 2] << 24) | (bytes[at + 3] << 16) | (bytes[at + 4] << 8) | bytes[at + 5];
}

/** Values below 0x600 are Linux ETH_P_ numbers: 1 Novell's raw 802.3, 4 LLC. */
function cookedPayload(packet: Packet, protocol: number, at: number, frameStart: number): void {
  if (protocol === 4) {
    dissectLlc(packet, at, frameStart);
    return;
  }
  if (protocol >= 0x600) {
    dissectEtherType(packet, protocol, at, frameStart);
    return;
  }
  linkPayload(packet, protocol, at, frameStart);
}
