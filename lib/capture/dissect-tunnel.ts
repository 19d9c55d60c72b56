import { CAPWAP, capwapCarries } from "./capwap-header";
import { ETHER_TYPE } from "./ether-type";
import { isEthernetWithKnownType } from "./inner-ethernet";
import { LINK_TYPE } from "./link-type";
import { carriedByNsh } from "./nsh";
import { OUTCOME, type Packet, TUNNEL_PIECE } from "./packet";

/** Tunnels over UDP and GRE: what they carry is given as the link type by which a frame of its own would be read. */

const PORT = {
  l2tp: 1701,
  gtpUser: 2152,
  teredo: 3544,
  vxlan: 4789,
  vxlanGpe: 4790,
  capwapData: 5247,
  geneve: 6081,
  vxlanOld: 8472,
  tzsp: 37_008,
} as const;
const TUNNEL_PORTS: ReadonlySet<number> = new Set(Object.values(PORT));

/** PPP protocol numbers of IP (RFC 1332, 5072), and the version that must follow. */
const PPP_IP: ReadonlyMap<number, number> = new Map([
  [0x21, 4],
  [0x57, 6],
]);

/** Whether datagrams to or from the port may carry frames of their own. */
export function isTunnelPort(port: number): boolean {
  return TUNNEL_PORTS.has(port);
}

/** Looks into a datagram to or from a tunnel's port; anything that does not look like the tunnel stays a datagram. */
export function findUdpTunnel(packet: Packet): void {
  const { destinationPort, sourcePort } = packet;
  const port = isTunnelPort(destinationPort) ? destinationPort : sourcePort;
  if (!isTunnelPort(port) || packet.payloadStart + 8 > packet.payloadEnd) return;
  switch (port) {
    case PORT.vxlan:
    case PORT.vxlanOld:
      // RFC 7348 §5: the I flag, all others reserved. Answers go to the port too, from any other. The first of them
      // says that a group's policy stands in what is else reserved (draft-smith-vxlan-group-policy).
      if (port === destinationPort && (packet.bytes[packet.payloadStart] & 0x7f) === 8)
        enter(packet, LINK_TYPE.ethernet, 8);
      return;
    case PORT.vxlanGpe:
      findVxlanGpe(packet);
      return;
    case PORT.geneve:
      findGeneve(packet);
      return;
    case PORT.capwapData:
      findCapwap(packet);
      return;
    case PORT.gtpUser:
      findGtpUser(packet);
      return;
    case PORT.l2tp:
      findL2tp(packet);
      return;
    case PORT.teredo:
      findTeredo(packet);
      return;
    case PORT.tzsp:
      findTzsp(packet);
  }
}

/** What TZSP says that it carries. */
const TZSP_CARRIES: ReadonlyMap<number, number> = new Map<number, number>([
  [1, LINK_TYPE.ethernet],
  [0x12, LINK_TYPE.wifi],
  [0x77, LINK_TYPE.prism],
  [0x7f, LINK_TYPE.avs],
]);
const TZSP_TAG = { padding: 0, end: 1 } as const;

/** TaZmen Sniffer Protocol, in which MikroTik's and Aruba's devices send what they capture: a header, tags, the frame. */
function findTzsp(packet: Packet): void {
  const { bytes, payloadStart: at, payloadEnd } = packet;
  const linkType = TZSP_CARRIES.get((bytes[at + 2] << 8) | bytes[at + 3]);
  // Version 1, a frame that was received or one that is to be sent.
  if (bytes[at] !== 1 || bytes[at + 1] > 1 || linkType === undefined) return;
  let cursor = at + 4;
  while (cursor + 1 < payloadEnd && bytes[cursor] !== TZSP_TAG.end)
    cursor += bytes[cursor] === TZSP_TAG.padding ? 1 : 2 + bytes[cursor + 1];
  enter(packet, linkType, cursor + 1 - at);
}

/** RFC 3378 §3: version 3, the rest reserved, then a whole frame. */
export function dissectEtherIp(packet: Packet): void {
  const { bytes, payloadStart: at } = packet;
  if (bytes[at] === 0x30 && bytes[at + 1] === 0) enter(packet, LINK_TYPE.ethernet, 2);
}

/** draft-ietf-nvo3-vxlan-gpe §3.1: the flags I and P, and what follows. */
function findVxlanGpe(packet: Packet): void {
  const { bytes, payloadStart: at } = packet;
  if ((bytes[at] & 0x3c) !== 0x0c) return;
  const next = bytes[at + 3];
  if (next === 1 || next === 2) enter(packet, LINK_TYPE.raw, 8);
  else if (next === 3) enter(packet, LINK_TYPE.ethernet, 8);
  else if (next === 4) enterNsh(packet, 8);
  else if (next === 5) enter(packet, LINK_TYPE.mpls, 8);
}

/** RFC 8926 §3.4. */
function findGeneve(packet: Packet): void {
  const { bytes, payloadStart: at } = packet;
  if (bytes[at] >>> 6 === 0) enterByType(packet, (bytes[at + 2] << 8) | bytes[at + 3], 8 + (bytes[at] & 0x3f) * 4);
}

/** RFC 5415 §4.3: version 0, type 0. */
function findCapwap(packet: Packet): void {
  const { bytes, payloadStart: at } = packet;
  if (bytes[at] !== 0) return;
  const isFragment = (bytes[at + 3] & CAPWAP.fragment) !== 0;
  enter(packet, isFragment ? TUNNEL_PIECE : capwapCarries(bytes, at), (bytes[at + 1] >>> 3) * 4);
}

/** 3GPP TS 29.281 §5.1 and §5.2.1: version 1 of GTP, a T-PDU, its optional fields and a chain of extension headers. */
function findGtpUser(packet: Packet): void {
  const { bytes, payloadStart: at, payloadEnd } = packet;
  const flags = bytes[at];
  if (flags >>> 4 !== 3 || bytes[at + 1] !== 255) return;
  let length = 8;
  if ((flags & 7) !== 0) {
    length = 12;
    let next = (flags & 4) !== 0 && at + 12 <= payloadEnd ? bytes[at + 11] : 0;
    while (next !== 0) {
      const units = at + length < payloadEnd ? bytes[at + length] : 0;
      if (units === 0 || at + length + units * 4 > payloadEnd) return;
      length += units * 4;
      next = bytes[at + length - 1];
    }
  }
  enterIp(packet, length);
}

/** RFC 2661 §3.1: a data message of version 2, with PPP in it; RFC 3931 §4.1.2.1: one of version 3. */
function findL2tp(packet: Packet): void {
  const { bytes, payloadStart: at, payloadEnd } = packet;
  const flags = (bytes[at] << 8) | bytes[at + 1];
  const isControl = (flags & 0x8000) !== 0;
  if (!isControl && (flags & 15) === 3) findPseudowire(packet, 8);
  if (isControl || (flags & 15) !== 2) return;
  let length = 6;
  if ((flags & 0x4000) !== 0) length += 2;
  if ((flags & 0x0800) !== 0) length += 4;
  if ((flags & 0x0200) !== 0) {
    if (at + length + 2 > payloadEnd) return;
    length += 2 + ((bytes[at + length] << 8) | bytes[at + length + 1]);
  }
  enterPpp(packet, length);
}

/** RFC 3931 §4.1.1: version 3 over IP begins with the session; 0 is the control channel. */
export function dissectL2tp3(packet: Packet): void {
  const { bytes, payloadStart: at } = packet;
  if ((bytes[at] | bytes[at + 1] | bytes[at + 2] | bytes[at + 3]) !== 0) findPseudowire(packet, 4);
}

/**
 * Cookie (§4.1: none, 4 or 8 bytes) and sublayer (§4.6: none or 4) are agreed on elsewhere, so that the Ethernet frame
 * behind them is looked for.
 */
function findPseudowire(packet: Packet, header: number): void {
  const { bytes, payloadStart: at, payloadEnd } = packet;
  for (let length = header; length <= header + 12; length += 4) {
    if (!isEthernetWithKnownType(bytes, at + length, payloadEnd)) continue;
    enter(packet, LINK_TYPE.ethernet, length);
    return;
  }
}

/** RFC 4380 §5.1.1: an authentication and an origin indication may stand before the IPv6 packet. */
function findTeredo(packet: Packet): void {
  const { bytes, payloadStart: at, payloadEnd } = packet;
  let length = 0;
  if (bytes[at] === 0 && bytes[at + 1] === 1) length = 13 + bytes[at + 2] + bytes[at + 3];
  if (at + length + 8 <= payloadEnd && bytes[at + length] === 0 && bytes[at + length + 1] === 0) length += 8;
  if (at + length + 40 > payloadEnd || bytes[at + length] >>> 4 !== 6) return;
  enter(packet, LINK_TYPE.raw, length);
}

/** RFC 2784, 2890, 2637 and the two ERSPAN headers (draft-foschiano-erspan). */
export function dissectGre(packet: Packet): void {
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
  // Type I has no header of its own and no sequence number.
  if (type === ETHER_TYPE.erspan2) enter(packet, LINK_TYPE.ethernet, hasSequence ? header + 8 : header);
  else if (type === ETHER_TYPE.erspan3) {
    const optionsAt = at + header + 11;
    if (optionsAt < payloadEnd) enter(packet, LINK_TYPE.ethernet, header + ((bytes[optionsAt] & 1) === 1 ? 20 : 12));
  } else enterByType(packet, type, header);
}

function enterByType(packet: Packet, etherType: number, length: number): void {
  switch (etherType) {
    case ETHER_TYPE.ipv4:
    case ETHER_TYPE.ipv6:
      enter(packet, LINK_TYPE.raw, length);
      return;
    case ETHER_TYPE.ethernet:
      enter(packet, LINK_TYPE.ethernet, length);
      return;
    case ETHER_TYPE.mpls:
    case ETHER_TYPE.mplsMulticast:
      enter(packet, LINK_TYPE.mpls, length);
      return;
    case ETHER_TYPE.ppp:
      enterPpp(packet, length);
      return;
    case ETHER_TYPE.nsh:
      enterNsh(packet, length);
  }
}

function enterNsh(packet: Packet, length: number): void {
  const inner = carriedByNsh(packet.bytes, packet.payloadStart + length, packet.payloadEnd);
  if (inner) enter(packet, inner.linkType, inner.at - packet.payloadStart);
}

/** Only IP: what else PPP carries sets up the link and says nothing of hosts. */
function enterPpp(packet: Packet, length: number): void {
  const { bytes, payloadEnd } = packet;
  let at = packet.payloadStart + length;
  if (bytes[at] === 0xff && bytes[at + 1] === 3) at += 2;
  if (at + 3 > payloadEnd) return;
  const isCompressed = (bytes[at] & 1) === 1;
  const protocol = isCompressed ? bytes[at] : (bytes[at] << 8) | bytes[at + 1];
  const version = bytes[at + (isCompressed ? 1 : 2)] >>> 4;
  if (PPP_IP.get(protocol) === version) enter(packet, LINK_TYPE.ppp, length);
}

function enterIp(packet: Packet, length: number): void {
  const version = packet.bytes[packet.payloadStart + length] >>> 4;
  if (version === 4 || version === 6) enter(packet, LINK_TYPE.raw, length);
}

/** `length` is how far into the payload the inner frame begins, in bytes. */
function enter(packet: Packet, linkType: number, length: number): void {
  if (packet.payloadStart + length >= packet.payloadEnd) return;
  packet.inner = linkType;
  packet.innerAt = packet.payloadStart + length;
}
