/** What the layers of a frame gave: how far they were understood. */
export const DEPTH = { none: 0, link: 1, network: 2 } as const;

/** Where a frame ends in the ledger. */
export const OUTCOME = { parsed: 0, ignored: 1, truncated: 2, malformed: 3 } as const;

/** In `inner`: the packet is no tunnel. */
export const NO_TUNNEL = -1;
/** In `inner`: the packet is a tunnel, and carries a piece of a frame (`TunnelFragments`). */
export const TUNNEL_PIECE = -2;

/** Kinds of link-layer payload beyond EtherTypes, in `linkKind`. */
export const LINK_KIND = { llc: 0x10000, snap: 0x20000, wlan: 0x30000 } as const;

export const IP_PROTOCOL = {
  icmp: 1,
  ipInIp: 4,
  tcp: 6,
  udp: 17,
  ipv6: 41,
  gre: 47,
  authentication: 51,
  icmpv6: 58,
  etherIp: 97,
  l2tp: 115,
  sctp: 132,
} as const;

export const TCP_FLAG = { fin: 1, syn: 2, rst: 4, ack: 16 } as const;

/**
 * One frame, taken apart. The same object serves every frame: offsets point into `bytes`, which are valid only during
 * the frame's call. Addresses are words, see address-text.ts.
 */
export class Packet {
  bytes: Uint8Array = new Uint8Array(0);
  /** End of the captured bytes. */
  end = 0;
  /** Length of this frame on the wire; inside a tunnel, of the inner frame. */
  wireLength = 0;
  timeUs = 0;
  /** 1-based number in the file. */
  frame = 0;

  depth: number = DEPTH.none;
  outcome: number = OUTCOME.parsed;
  reason = "";
  /** Captured bytes end before the packet does. */
  isCut = false;

  /** Source and destination as 16 + 32 bits each: [0..1] source, [2..3] destination; zero is unknown. */
  readonly macs = new Int32Array(4);
  /** Several receivers: a group MAC, or a multicast or broadcast IP address. */
  isGroup = false;
  /** How many frames inside this one its link layers have led to so far. */
  nesting = 0;
  /** VLAN id of the innermost tag, or -1. */
  vlan = -1;
  /** EtherType, LINK_KIND.llc + DSAP, LINK_KIND.snap, or LINK_KIND.wlan + subtype of a management frame. */
  linkKind = 0;
  /** IEEE 802 SNAP: OUI and protocol id. */
  snapOui = 0;
  snapProtocol = 0;

  /** [0..3] source, [4..7] destination. */
  readonly addresses = new Int32Array(8);
  ipVersion = 0;
  ttl = 0;
  ipProtocol = 0;
  isFragment = false;
  fragmentId = 0;
  fragmentOffset = 0;
  hasMoreFragments = false;

  sourcePort = 0;
  destinationPort = 0;
  tcpFlags = 0;
  sequence = 0;
  acknowledgement = 0;

  /** Payload of the deepest layer read: captured bytes [payloadStart, payloadEnd), and its true length. */
  payloadStart = 0;
  payloadEnd = 0;
  payloadLength = 0;

  /** Where the TCP or UDP header stands. */
  transportStart = 0;
  /** Link type (see link-type.ts) of the frame that this one carries, NO_TUNNEL or TUNNEL_PIECE. */
  inner: number = NO_TUNNEL;
  innerAt = 0;

  /** Starts a new frame at its outermost layer. */
  start(bytes: Uint8Array, end: number, wireLength: number, timeUs: number, frame: number): void {
    this.bytes = bytes;
    this.end = end;
    this.wireLength = wireLength;
    this.timeUs = timeUs;
    this.frame = frame;
    this.isCut = false;
    this.vlan = -1;
    this.clearLayers();
  }

  /** Turns to what the tunnel carries, as a frame of its own; whether the capture cut it stays known. */
  enterTunnel(): void {
    this.wireLength = Math.max(0, this.payloadLength - (this.innerAt - this.payloadStart));
    this.end = this.payloadEnd;
    this.vlan = -1;
    this.clearLayers();
  }

  private clearLayers(): void {
    this.depth = DEPTH.none;
    this.outcome = OUTCOME.parsed;
    this.reason = "";
    // A call of `fill` costs more than so few words.
    this.macs[0] = this.macs[1] = this.macs[2] = this.macs[3] = 0;
    this.isGroup = false;
    this.nesting = 0;
    this.linkKind = 0;
    this.snapOui = 0;
    this.snapProtocol = 0;
    this.ipVersion = 0;
    this.ttl = 0;
    this.ipProtocol = 0;
    this.isFragment = false;
    this.sourcePort = 0;
    this.destinationPort = 0;
    this.tcpFlags = 0;
    this.payloadStart = 0;
    this.payloadEnd = 0;
    this.payloadLength = 0;
    this.inner = NO_TUNNEL;
  }

  fail(outcome: number, reason: string): void {
    this.outcome = outcome;
    this.reason = reason;
  }

  /** A layer ends before its header does: the capture cut it, or it was never whole. */
  tooShort(reason: string, frameStart: number): void {
    const isCut = this.isCut || this.end - frameStart < this.wireLength;
    this.fail(isCut ? OUTCOME.truncated : OUTCOME.malformed, isCut ? CUT_REASON : reason);
  }
}

export const CUT_REASON = "cut by the capture's packet length; what was there was read";
