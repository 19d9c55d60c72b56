import { IPV4_MARK } from "@/lib/domain/address-text";
import type { Packet } from "./packet";

/** Reads who asks for and who owns an address: ARP (RFC 826) and IPv6 neighbour discovery (RFC 4861). */

export const ARP_ETHER_TYPE = 0x0806;
const TYPE = { routerSolicitation: 133, routerAdvertisement: 134, solicitation: 135, advertisement: 136 } as const;
const OPTION = { sourceLink: 1, targetLink: 2 } as const;

/** Result of the last reading, reused: address words, zero when not stated. */
export class Neighbour {
  /** 1 asks, 2 answers, 0 neither. */
  role: 0 | 1 | 2 = 0;
  /** The address whose owner speaks, and the MAC it states. */
  readonly owner = new Int32Array(4);
  macHigh = 0;
  macLow = 0;
  /** The address asked for (questions), or of the one who is answered (answers, when known). */
  readonly other = new Int32Array(4);
  isRouter = false;

  get statesBinding(): boolean {
    return (this.owner[2] | this.owner[3]) !== 0 && (this.macHigh | this.macLow) !== 0 && (this.macHigh & 0x100) === 0;
  }

  private clear(): void {
    this.role = 0;
    // Calls of `fill` cost more than so few words.
    for (let i = 0; i < 4; i += 1) this.owner[i] = this.other[i] = 0;
    this.macHigh = 0;
    this.macLow = 0;
    this.isRouter = false;
  }

  private setMac(bytes: Uint8Array, at: number): void {
    this.macHigh = (bytes[at] << 8) | bytes[at + 1];
    this.macLow = u32(bytes, at + 2);
  }

  /** False when it is no ARP between Ethernet and IPv4, or too short. A probe (sender 0.0.0.0) states no binding. */
  readArp(packet: Packet): boolean {
    this.clear();
    const { bytes, payloadStart: at } = packet;
    if (at + 28 > packet.payloadEnd) return false;
    const isEthernetIpv4 = u32(bytes, at) === 0x00010800 && bytes[at + 4] === 6 && bytes[at + 5] === 4;
    if (!isEthernetIpv4) return false;
    const operation = (bytes[at + 6] << 8) | bytes[at + 7];
    this.role = operation === 1 ? 1 : operation === 2 ? 2 : 0;
    this.setMac(bytes, at + 8);
    setIpv4(this.owner, u32(bytes, at + 14));
    setIpv4(this.other, u32(bytes, at + 24));
    return true;
  }

  /** False when the ICMPv6 packet is no neighbour discovery. */
  readNeighbourDiscovery(packet: Packet): boolean {
    this.clear();
    const { bytes, payloadStart: at, payloadEnd: end, addresses } = packet;
    // RFC 4861 §7.1: a hop limit below 255 came through a router, and is not believed.
    if (at + 8 > end || packet.ttl !== 255) return false;
    const type = bytes[at];
    if (type === TYPE.solicitation || type === TYPE.advertisement) {
      if (at + 24 > end) return false;
      const target = type === TYPE.advertisement ? this.owner : this.other;
      for (let i = 0; i < 4; i += 1) target[i] = u32(bytes, at + 8 + i * 4);
      if (type === TYPE.solicitation) {
        this.role = 1;
        for (let i = 0; i < 4; i += 1) this.owner[i] = addresses[i];
        this.readLinkOption(bytes, at + 24, end, OPTION.sourceLink);
      } else {
        this.role = 2;
        for (let i = 0; i < 4; i += 1) this.other[i] = addresses[4 + i];
        this.readLinkOption(bytes, at + 24, end, OPTION.targetLink);
      }
      return true;
    }
    if (type !== TYPE.routerSolicitation && type !== TYPE.routerAdvertisement) return false;
    this.isRouter = type === TYPE.routerAdvertisement;
    for (let i = 0; i < 4; i += 1) this.owner[i] = addresses[i];
    this.readLinkOption(bytes, at + (this.isRouter ? 16 : 8), end, OPTION.sourceLink);
    return true;
  }

  private readLinkOption(bytes: Uint8Array, firstAt: number, end: number, wanted: number): void {
    for (let at = firstAt; at + 8 <= end; ) {
      const length = bytes[at + 1] * 8;
      if (length === 0) return;
      if (bytes[at] === wanted && length === 8) {
        this.setMac(bytes, at + 2);
        return;
      }
      at += length;
    }
  }
}

function u32(bytes: Uint8Array, at: number): number {
  return (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
}

function setIpv4(target: Int32Array, word: number): void {
  target[0] = 0;
  target[1] = 0;
  target[2] = word === 0 ? 0 : IPV4_MARK;
  target[3] = word;
}
