import { KeyTable } from "./key-table";
import type { Packet } from "./packet";

const MAX_DATAGRAMS = 1_024;
const MAX_DATAGRAM_BYTES = 65_535;
const MAX_PIECES = 128;

interface Piece {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** A datagram that arrives in pieces, and the packets that brought them. */
interface FragmentedDatagram {
  pieces: Piece[];
  held: number;
  /** Known once the last piece came; -1 before. */
  length: number;
  packets: number;
  wireBytes: number;
}

/**
 * Puts fragmented IP packets together (RFC 791 §3.2, RFC 8200 §4.5). At most 1,024 datagrams of 64 KiB are under way;
 * beyond that the oldest is given up. Overlapping pieces spoil a datagram (RFC 5722): it is never completed.
 */
export class IpFragments {
  private readonly keys = new KeyTable(10, 64);
  private datagrams: (FragmentedDatagram | null)[] = [];
  private underWay = 0;
  /** Datagrams given up unfinished, or spoiled. */
  lost = 0;

  /**
   * Takes one fragment. When it completes its datagram, its whole payload is returned, and `packets` and `wireBytes`
   * of all fragments with it; else null.
   */
  add(packet: Packet): { readonly payload: Uint8Array; readonly packets: number; readonly wireBytes: number } | null {
    const { key } = this.keys;
    key.set(packet.addresses);
    key[8] = packet.fragmentId;
    key[9] = ((packet.vlan + 1) << 8) | packet.ipProtocol;
    if (this.underWay >= MAX_DATAGRAMS && this.keys.find() < 0) this.giveUpOldest();
    if (this.datagrams.length >= MAX_DATAGRAMS * 4) this.forgetFinished();
    const row = this.keys.add();
    let datagram = this.datagrams[row];
    if (!datagram) {
      datagram = { pieces: [], held: 0, length: -1, packets: 0, wireBytes: 0 };
      this.datagrams[row] = datagram;
      this.underWay += 1;
    }
    datagram.packets += 1;
    datagram.wireBytes += packet.wireLength;
    this.put(datagram, packet);
    if (datagram.length < 0 || datagram.held < datagram.length) return null;
    this.datagrams[row] = null;
    this.underWay -= 1;
    const { packets, wireBytes } = datagram;
    const payload = new Uint8Array(datagram.length);
    for (const piece of datagram.pieces) payload.set(piece.bytes, piece.offset);
    return { payload, packets, wireBytes };
  }

  /** Datagrams still unfinished at the end of the file. */
  get unfinished(): number {
    return this.underWay;
  }

  private put(datagram: FragmentedDatagram, packet: Packet): void {
    const offset = packet.fragmentOffset;
    const size = packet.payloadEnd - packet.payloadStart;
    const end = offset + size;
    const isWhole = size === packet.payloadLength;
    const isRepeated = datagram.pieces.some((it) => it.offset === offset && it.bytes.length === size);
    if (isRepeated) return;
    const isOverlapping = datagram.pieces.some((it) => offset < it.offset + it.bytes.length && end > it.offset);
    if (!isWhole || isOverlapping || end > MAX_DATAGRAM_BYTES || datagram.pieces.length >= MAX_PIECES) {
      // Spoiled: nothing can reach this length any more.
      datagram.length = Number.POSITIVE_INFINITY;
      datagram.pieces = [];
      datagram.held = 0;
      return;
    }
    if (datagram.length === Number.POSITIVE_INFINITY) return;
    if (!packet.hasMoreFragments) datagram.length = end;
    datagram.pieces.push({ offset, bytes: packet.bytes.slice(packet.payloadStart, packet.payloadEnd) });
    datagram.held += size;
  }

  private giveUpOldest(): void {
    const oldest = this.datagrams.findIndex((it) => it !== null);
    this.datagrams[oldest] = null;
    this.underWay -= 1;
    this.lost += 1;
  }

  private forgetFinished(): void {
    const key = this.keys.key.slice();
    this.keys.retain((row) => this.datagrams[row] !== null);
    this.datagrams = this.datagrams.filter((it) => it !== null);
    this.keys.key.set(key);
  }
}
