import type { TimeUs } from "@/lib/domain/observation";
import type { TimedFrame } from "../capture-files";
import type { Draw } from "../draw";
import { arp, BROADCAST_MAC, ethernet, type PacketEnd, TCP_ACK, TCP_FIN, TCP_PSH, TCP_SYN, tcp, udp } from "../frames";

/** A host as its frames show it on a wire. */
export interface Host {
  readonly mac: string;
  readonly ip: string;
  readonly ttl: number;
}

/** The host as the other side of a router shows it. */
export const behind = (router: Host, host: Host, hops = 1): Host => ({
  mac: router.mac,
  ip: host.ip,
  ttl: host.ttl - hops,
});

export interface Exchange {
  readonly ask: Uint8Array | null;
  readonly answer: Uint8Array | null;
}

const HALF_ROUND_TRIP_US = 300;

/** What one sensor records, frame by frame. */
export class Wire {
  readonly frames: TimedFrame[] = [];
  private ipId = 1;
  private nextPort = 49_152;

  constructor(private readonly draw: Draw) {}

  frame(atUs: TimeUs, bytes: Uint8Array): void {
    this.frames.push({ timeUs: atUs, bytes });
  }

  ethernet(atUs: TimeUs, from: Pick<Host, "mac">, toMac: string, etherType: number, payload: Uint8Array): void {
    this.frame(atUs, ethernet(from.mac, toMac, etherType, payload));
  }

  /** Somebody asks who has the address, and its owner answers. */
  arp(atUs: TimeUs, asker: Host, owner: Host): void {
    this.frame(atUs, arp(1, asker, { mac: BROADCAST_MAC, ip: owner.ip }));
    this.frame(atUs + HALF_ROUND_TRIP_US, arp(2, owner, asker));
  }

  /** Asks for an address that nobody answers for. */
  askInVain(atUs: TimeUs, asker: Host, ip: string): void {
    this.frame(atUs, arp(1, asker, { mac: BROADCAST_MAC, ip }));
  }

  /** Two hosts in one connection; returns the time after it. */
  tcp(atUs: TimeUs, client: Host, server: Host, port: number, exchanges: readonly Exchange[] = []): TimeUs {
    const a = { ...client, port: this.ephemeralPort() };
    const b = { ...server, port };
    let [seqA, seqB, at] = [this.draw(2 ** 31), this.draw(2 ** 31), atUs];
    const send = (from: typeof a, to: PacketEnd, flags: number, payload?: Uint8Array) => {
      const isA = from === a;
      const state = { seq: isA ? seqA : seqB, ack: flags === TCP_SYN ? 0 : isA ? seqB : seqA, flags };
      this.frame(at, tcp(from, to, from.ttl, this.nextIpId(), state, payload));
      const length = (payload?.length ?? 0) + (flags & (TCP_SYN | TCP_FIN) ? 1 : 0);
      if (isA) seqA = (seqA + length) >>> 0;
      else seqB = (seqB + length) >>> 0;
      at += HALF_ROUND_TRIP_US + this.draw(200);
    };
    send(a, b, TCP_SYN);
    send(b, a, TCP_SYN | TCP_ACK);
    send(a, b, TCP_ACK);
    for (const { ask, answer } of exchanges) {
      if (ask) send(a, b, TCP_PSH | TCP_ACK, ask);
      if (answer) send(b, a, TCP_PSH | TCP_ACK, answer);
    }
    send(a, b, TCP_FIN | TCP_ACK);
    send(b, a, TCP_FIN | TCP_ACK);
    send(a, b, TCP_ACK);
    return at;
  }

  udp(atUs: TimeUs, client: Host, server: Host, port: number, exchanges: readonly Exchange[], clientPort?: number) {
    const a = { ...client, port: clientPort ?? this.ephemeralPort() };
    const b = { ...server, port };
    let at = atUs;
    for (const { ask, answer } of exchanges) {
      if (ask) this.frame(at, udp(a, b, a.ttl, this.nextIpId(), ask));
      at += HALF_ROUND_TRIP_US + this.draw(200);
      if (answer) this.frame(at, udp(b, a, b.ttl, this.nextIpId(), answer));
      at += HALF_ROUND_TRIP_US + this.draw(200);
    }
  }

  /** A datagram to a group or to everybody. */
  announce(atUs: TimeUs, from: Host, port: number, payload: Uint8Array, to: { mac: string; ip: string }, ttl = 64) {
    this.frame(atUs, udp({ ...from, port }, { ...to, port }, ttl, this.nextIpId(), payload));
  }

  /** DHCP between a client without an address and its server, both by broadcast. */
  dhcp(atUs: TimeUs, mac: string, server: Host, ask: Uint8Array, answer: Uint8Array): void {
    const everybody = { mac: BROADCAST_MAC, ip: "255.255.255.255" };
    this.frame(atUs, udp({ mac, ip: "0.0.0.0", port: 68 }, { ...everybody, port: 67 }, 64, this.nextIpId(), ask));
    this.frame(atUs + 900, udp({ ...server, port: 67 }, { ...everybody, port: 68 }, 64, this.nextIpId(), answer));
  }

  private nextIpId(): number {
    this.ipId = (this.ipId + 1) & 0xffff;
    return this.ipId;
  }

  private ephemeralPort(): number {
    this.nextPort = this.nextPort >= 65_000 ? 49_152 : this.nextPort + 1;
    return this.nextPort;
  }
}
