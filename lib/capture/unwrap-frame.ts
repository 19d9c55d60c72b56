import { LINK_TYPE } from "./link-type";

/** What a capturing device's own header leads to. */
export interface WrappedFrame {
  readonly linkType: number;
  /** Where it begins. */
  readonly at: number;
}

/** Answers of an unwrapping that found nothing: the header is longer than the frame, or carries what is not read. */
export const NOT_WRAPPED = null;
export const WRAPPER_TOO_SHORT = "too short";

type Unwrapped = WrappedFrame | typeof NOT_WRAPPED | typeof WRAPPER_TOO_SHORT;
type Unwrap = (bytes: Uint8Array, at: number, end: number) => Unwrapped;

const MAX_ATTRIBUTES = 32;
const MAX_EXTENSIONS = 8;
/** IEEE 802.3: bytes of 0x55, and the one that ends them (for preempted frames, IEEE 802.3br, one of several). */
const PREAMBLE = 0x55;
const MAX_PREAMBLE = 8;

const u16 = (bytes: Uint8Array, at: number) => (bytes[at] << 8) | bytes[at + 1];
const u16le = (bytes: Uint8Array, at: number) => bytes[at] | (bytes[at + 1] << 8);
const u32 = (bytes: Uint8Array, at: number) => u16(bytes, at) * 0x10000 + u16(bytes, at + 2);
const u32le = (bytes: Uint8Array, at: number) => u16le(bytes, at) + u16le(bytes, at + 2) * 0x10000;

/** A header of fixed length before frames of one kind. */
const after =
  (length: number, linkType: number): Unwrap =>
  (_bytes, at, end) =>
    at + length > end ? WRAPPER_TOO_SHORT : { linkType, at: at + length };

/** Per-Packet Information: its length, and the link type of what follows, both little-endian. */
const unwrapPpi: Unwrap = (bytes, at, end) => {
  if (at + 8 > end) return WRAPPER_TOO_SHORT;
  const [length, linkType] = [u16le(bytes, at + 2), u32le(bytes, at + 4)];
  if (length < 8 || at + length > end) return WRAPPER_TOO_SHORT;
  return linkType === LINK_TYPE.ethernet || linkType === LINK_TYPE.wifi || linkType === LINK_TYPE.raw
    ? { linkType, at: at + length }
    : NOT_WRAPPED;
};

/** AVS capture header: version 0x8021100n and its own length. */
const unwrapAvs: Unwrap = (bytes, at, end) => {
  if (at + 8 > end) return WRAPPER_TOO_SHORT;
  const length = u32(bytes, at + 4);
  return length < 8 || at + length > end ? WRAPPER_TOO_SHORT : { linkType: LINK_TYPE.wifi, at: at + length };
};

/** Prism header: message code and length in the order of the capturing machine; some drivers write an AVS header. */
const unwrapPrism: Unwrap = (bytes, at, end) => {
  if (at + 8 > end) return WRAPPER_TOO_SHORT;
  if (u16(bytes, at) === 0x8021) return unwrapAvs(bytes, at, end);
  const length = Math.min(u32(bytes, at + 4), u32le(bytes, at + 4));
  return length < 8 || at + length > end ? WRAPPER_TOO_SHORT : { linkType: LINK_TYPE.wifi, at: at + length };
};

/** Frames as they stand on the wire, from the preamble on. */
const unwrapPreamble: Unwrap = (bytes, firstAt, end) => {
  let at = firstAt;
  while (at < end && at - firstAt < MAX_PREAMBLE && bytes[at] === PREAMBLE) at += 1;
  return at >= end ? WRAPPER_TOO_SHORT : { linkType: LINK_TYPE.ethernet, at: at + 1 };
};

/** Linux netfilter log: family, version, group, then attributes padded to four bytes; 9 is the packet. */
const unwrapNflog: Unwrap = (bytes, firstAt, end) => {
  let at = firstAt + 4;
  for (let i = 0; i < MAX_ATTRIBUTES && at + 4 <= end; i += 1) {
    // In the order of the machine that captured: almost always little-endian.
    const [length, type] = [u16le(bytes, at), u16le(bytes, at + 2) & 0x7fff];
    if (length < 4) return NOT_WRAPPED;
    if (type === 9) return { linkType: LINK_TYPE.raw, at: at + 4 };
    at += (length + 3) & ~3;
  }
  return WRAPPER_TOO_SHORT;
};

/** OpenBSD packet filter log: a header that tells its length, padded to four bytes. */
const unwrapPflog: Unwrap = (bytes, at, end) => {
  const length = at < end ? (bytes[at] + 3) & ~3 : 0;
  return length < 4 || at + length > end ? WRAPPER_TOO_SHORT : { linkType: LINK_TYPE.raw, at: at + length };
};

/** Endace ERF: time, type, flags, lengths; extensions of eight bytes; Ethernet has two more bytes before its frame. */
const unwrapErf: Unwrap = (bytes, firstAt, end) => {
  if (firstAt + 16 > end) return WRAPPER_TOO_SHORT;
  const type = bytes[firstAt + 8];
  let at = firstAt + 16;
  for (let i = 0, more = type & 0x80; more !== 0 && i < MAX_EXTENSIONS && at < end; i += 1, at += 8) {
    more = bytes[at] & 0x80;
  }
  const kind = type & 0x7f;
  if (kind === 2 || kind === 11 || kind === 16 || kind === 20) return after(2, LINK_TYPE.ethernet)(bytes, at, end);
  if (kind === 22 || kind === 23) return after(0, LINK_TYPE.raw)(bytes, at, end);
  return NOT_WRAPPED;
};

/** What a Juniper router's header may lead to: its own frame, or IP where the router has already taken the frame off. */
const JUNIPER_FLAG = { noLinkHeader: 0x02, hasExtensions: 0x80 } as const;
const JUNIPER_MAGIC = 0x4d4743;

/** Junos writes "MGC", flags, the length of extensions when there are any, and the frame. */
const unwrapJuniper =
  (linkType: number): Unwrap =>
  (bytes, firstAt, end) => {
    if (firstAt + 6 > end) return WRAPPER_TOO_SHORT;
    if (u32(bytes, firstAt) >>> 8 !== JUNIPER_MAGIC) return NOT_WRAPPED;
    const flags = bytes[firstAt + 3];
    const extensions = (flags & JUNIPER_FLAG.hasExtensions) !== 0 ? 2 + u16(bytes, firstAt + 4) : 0;
    const at = firstAt + 4 + extensions;
    // Four bytes of the address family stand where the frame's header was.
    if ((flags & JUNIPER_FLAG.noLinkHeader) !== 0) return after(4, LINK_TYPE.raw)(bytes, at, end);
    return after(0, linkType)(bytes, at, end);
  };

/** Apple's header of captures on several interfaces: its length, its kind, and the link type of what follows. */
const unwrapPktap: Unwrap = (bytes, at, end) => {
  if (at + 12 > end) return WRAPPER_TOO_SHORT;
  const [length, linkType] = [u32le(bytes, at), u32le(bytes, at + 8)];
  if (length < 12 || at + length > end) return WRAPPER_TOO_SHORT;
  return PKTAP_CARRIES.has(linkType) ? { linkType, at: at + length } : NOT_WRAPPED;
};
const PKTAP_CARRIES: ReadonlySet<number> = new Set([
  LINK_TYPE.null,
  LINK_TYPE.ethernet,
  LINK_TYPE.ppp,
  LINK_TYPE.rawBsd,
  LINK_TYPE.raw,
  LINK_TYPE.wifi,
  LINK_TYPE.loop,
  LINK_TYPE.radiotap,
]);

/** SunATM: direction and kind of traffic, path and channel; kind 2 is LLC (RFC 2684). */
const unwrapSunAtm: Unwrap = (bytes, at, end) => {
  if (at + 4 > end) return WRAPPER_TOO_SHORT;
  return (bytes[at] & 0x0f) === 2 ? { linkType: LINK_TYPE.atmRfc1483, at: at + 4 } : NOT_WRAPPED;
};

const WRAPPERS: ReadonlyMap<number, Unwrap> = new Map<number, Unwrap>([
  // Direction and what is left of the compressed header stand before the packet.
  [LINK_TYPE.slip, after(16, LINK_TYPE.raw)],
  [LINK_TYPE.openBsdEncryption, after(12, LINK_TYPE.raw)],
  [LINK_TYPE.pflog, unwrapPflog],
  [LINK_TYPE.prism, unwrapPrism],
  [LINK_TYPE.sunAtm, unwrapSunAtm],
  [LINK_TYPE.avs, unwrapAvs],
  [LINK_TYPE.pppPppd, after(1, LINK_TYPE.ppp)],
  [LINK_TYPE.juniperEthernet, unwrapJuniper(LINK_TYPE.ethernet)],
  [LINK_TYPE.juniperPpp, unwrapJuniper(LINK_TYPE.ppp)],
  [LINK_TYPE.juniperFrameRelay, unwrapJuniper(LINK_TYPE.frameRelay)],
  [LINK_TYPE.juniperCHdlc, unwrapJuniper(LINK_TYPE.cHdlc)],
  [LINK_TYPE.ppi, unwrapPpi],
  [LINK_TYPE.erf, unwrapErf],
  [LINK_TYPE.pppWithDirection, after(1, LINK_TYPE.ppp)],
  [LINK_TYPE.cHdlcWithDirection, after(1, LINK_TYPE.cHdlc)],
  [LINK_TYPE.frameRelayWithDirection, after(1, LINK_TYPE.frameRelay)],
  // Solaris: zones, interfaces and the packet's length.
  [LINK_TYPE.ipNet, after(24, LINK_TYPE.raw)],
  [LINK_TYPE.nflog, unwrapNflog],
  [LINK_TYPE.pktap, unwrapPktap],
  // A switch's management port marks each frame with the port it came from.
  [LINK_TYPE.broadcomTagPrepended, after(4, LINK_TYPE.ethernet)],
  // Hilscher netANALYZER, a tap of plants: port and errors in four bytes, with or without the preamble.
  [LINK_TYPE.netAnalyzer, after(4, LINK_TYPE.ethernet)],
  [LINK_TYPE.netAnalyzerTransparent, (bytes, at, end) => unwrapPreamble(bytes, at + 4, end)],
  [LINK_TYPE.mPacket, unwrapPreamble],
]);

/** The frame behind the header that a tap, a driver or a log put before it; NOT_WRAPPED for link types without one. */
export function unwrapFrame(bytes: Uint8Array, at: number, end: number, linkType: number): Unwrapped {
  return WRAPPERS.get(linkType)?.(bytes, at, end) ?? NOT_WRAPPED;
}
