import { CAPWAP, capwapCarries } from "./capwap-header";
import { IpFragments } from "./ip-fragments";
import type { Packet } from "./packet";

/**
 * Puts together the frames that CAPWAP cut into pieces of its own (RFC 5415 §3.4), because with its headers they no
 * longer fit into a packet. Bounded like the fragments of IP; the datagrams that brought the pieces have been counted.
 */
export class TunnelFragments {
  private readonly pieces: IpFragments;

  /** `onLost` hears of every frame that is given up unfinished. */
  constructor(onLost: () => void) {
    this.pieces = new IpFragments(onLost);
  }

  /** Takes a packet with TUNNEL_PIECE. True when its frame is whole: the packet then carries it, as any tunnel would. */
  completes(packet: Packet): boolean {
    const { bytes, payloadStart: at } = packet;
    // Each sender numbers its frames; behind address translation several of them have one address.
    packet.fragmentId = (bytes[at + 4] << 24) | (bytes[at + 5] << 16) | packet.sourcePort;
    packet.fragmentOffset = ((bytes[at + 6] << 8) | bytes[at + 7]) & 0xfff8;
    packet.hasMoreFragments = (bytes[at + 3] & CAPWAP.lastFragment) === 0;
    const linkType = capwapCarries(bytes, at);
    packet.payloadLength -= packet.innerAt - at;
    packet.payloadStart = packet.innerAt;
    const whole = this.pieces.add(packet);
    if (!whole) return false;
    packet.bytes = whole.payload;
    packet.payloadStart = 0;
    packet.payloadEnd = packet.payloadLength = whole.payload.length;
    packet.inner = linkType;
    packet.innerAt = 0;
    return true;
  }

  /** Gives up all that is under way. */
  finish(): void {
    this.pieces.finish();
  }
}
