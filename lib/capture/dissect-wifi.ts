import { DEPTH, LINK_KIND, OUTCOME, type Packet } from "./packet";
import { namesStation } from "./wifi-names";

/** IEEE 802.11 §9.2.4.1: the first byte of a beacon and of the answer to a probe; the subtype is its upper half. */
const BEACON = 0x80;
const PROBE_RESPONSE = 0x50;
/** §9.3.3: header, then time stamp, interval and capabilities before the elements. */
const HEADER_BYTES = 24;
const FIXED_BYTES = 12;

/**
 * IEEE 802.11 §9.3.2: only data frames carry packets, and only unencrypted ones can be read. Of the others, those are
 * read in which a station names itself. `readLlc` is handed in because the link layers call each other in a circle;
 * `isPadded` says that the payload begins at a multiple of four bytes behind the header's start.
 */
export function dissectWifi(
  packet: Packet,
  at: number,
  frameStart: number,
  readLlc: (packet: Packet, at: number, frameStart: number) => void,
  isPadded = false,
): void {
  const { bytes, end } = packet;
  if (at + 24 > end) {
    if (at + 2 <= end && (bytes[at] & 0x0c) !== 0x08) {
      packet.fail(OUTCOME.ignored, NOT_DATA);
      return;
    }
    packet.tooShort("802.11 header is too short", frameStart);
    return;
  }
  if (bytes[at] === BEACON || bytes[at] === PROBE_RESPONSE) {
    dissectAnnouncement(packet, at, frameStart);
    return;
  }
  // Some Cisco access points tunnel frames with the two frame-control bytes swapped.
  const isSwapped = (bytes[at] & 0x0f) !== 8 && (bytes[at + 1] & 0x0f) === 8;
  const control = isSwapped ? bytes[at + 1] : bytes[at];
  const flags = isSwapped ? bytes[at] : bytes[at + 1];
  if ((control & 0x0c) !== 0x08) {
    packet.fail(OUTCOME.ignored, NOT_DATA);
    return;
  }
  const subtype = control >>> 4;
  // Bit 2 of the subtype: no data (null frames).
  if ((subtype & 4) !== 0) {
    packet.fail(OUTCOME.ignored, NOT_DATA);
    return;
  }
  if ((flags & 0x40) !== 0) {
    packet.fail(OUTCOME.ignored, "802.11 frame is encrypted");
    return;
  }
  const toDs = (flags & 1) !== 0;
  const fromDs = (flags & 2) !== 0;
  let header = 24;
  if (toDs && fromDs) header += 6;
  let isAggregate = false;
  if ((subtype & 8) !== 0) {
    isAggregate = (bytes[at + header] & 0x80) !== 0;
    header += 2;
    // The order bit of a QoS frame announces an HT control field.
    if ((flags & 0x80) !== 0) header += 4;
  }
  if (isPadded) header = (header + 3) & ~3;
  if (at + header > end) {
    packet.tooShort("802.11 header is too short", frameStart);
    return;
  }
  if (isAggregate) {
    dissectAggregate(packet, at + header, frameStart, readLlc);
    return;
  }
  const destination = toDs ? at + 16 : at + 4;
  const source = toDs ? (fromDs ? at + 24 : at + 10) : fromDs ? at + 16 : at + 10;
  setMac(packet, 0, source);
  setMac(packet, 2, destination);
  packet.isGroup = (bytes[destination] & 1) !== 0;
  readLlc(packet, at + header, frameStart);
}

/** §9.3.2.2: packets in one frame, each behind its addresses and its length. Nearly all hold one; of more, one is read. */
function dissectAggregate(
  packet: Packet,
  at: number,
  frameStart: number,
  readLlc: (packet: Packet, at: number, frameStart: number) => void,
): void {
  const { bytes, end } = packet;
  if (at + 14 > end) {
    packet.tooShort("802.11 aggregate is too short", frameStart);
    return;
  }
  setMac(packet, 2, at);
  setMac(packet, 0, at + 6);
  packet.isGroup = (bytes[at] & 1) !== 0;
  const start = at + 14;
  packet.end = Math.min(end, start + ((bytes[at + 12] << 8) | bytes[at + 13]));
  // What follows is aligned to four bytes.
  if (packet.end + 3 + 14 < end) packet.fail(OUTCOME.truncated, "only the first packet of an 802.11 aggregate is read");
  readLlc(packet, start, frameStart);
}

function dissectAnnouncement(packet: Packet, at: number, frameStart: number): void {
  const { bytes } = packet;
  // The order bit of a management frame announces an HT control field.
  const start = at + HEADER_BYTES + ((bytes[at + 1] & 0x80) !== 0 ? 4 : 0);
  if (!namesStation(bytes, start + FIXED_BYTES, packet.end)) {
    packet.fail(OUTCOME.ignored, NOT_DATA);
    return;
  }
  setMac(packet, 0, at + 10);
  setMac(packet, 2, at + 4);
  packet.isGroup = (bytes[at + 4] & 1) !== 0;
  packet.depth = DEPTH.link;
  packet.linkKind = LINK_KIND.wlan + (bytes[at] >>> 4);
  packet.payloadStart = start;
  packet.payloadEnd = packet.end;
  packet.payloadLength = Math.max(packet.end - start, packet.wireLength - (start - frameStart));
}

const NOT_DATA = "802.11 management or control frame, not needed";

function setMac({ macs, bytes }: Packet, index: number, at: number): void {
  macs[index] = (bytes[at] << 8) | bytes[at + 1];
  macs[index + 1] = (bytes[at + 2] << 24) | (bytes[at + 3] << 16) | (bytes[at + 4] << 8) | bytes[at + 5];
}
