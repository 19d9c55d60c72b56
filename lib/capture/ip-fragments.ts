import { KeyTable } from "@/lib/domain/key-table";
import type { Packet } from "./packet";

const MAX_DATAGRAMS = 1_024;
const MAX_DATAGRAM_BYTES = 65_535;
const MAX_PIECES = 128;
const HEAD_BYTES = 20;

interface Piece {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** Where a datagram that never became whole came from and went, so that its packets are counted all the same. */
export interface LostDatagram {
  readonly macs: Int32Array;
  readonly addresses: Int32Array;
  readonly ipVersion: number;
  readonly ipProtocol: number;
  readonly vlan: number;
  readonly isGroup: boolean;
  readonly packets: number;
  readonly wireBytes: number;
  /** First bytes of the payload, when its first piece came: they hold the ports. */
  readonly head: Uint8Array | null;
  /** Time and number of its first frame. */
  readonly timeUs: number;
  readonly frame: number;
}

/** A datagram that arrives in pieces, and the packets that brought them. */
interface FragmentedDatagram {
  readonly origin: Omit<LostDatagram, "packets" | "wireBytes" | "head">;
  head: Uint8Array | null;
  pieces: Piece[];
  held: number;
  /** Known once the last piece came; -1 before. */
  length: number;
  packets: number;
  wireBytes: number;
}

/**
 * Puts fragmented IP packets together (RFC 791 §3.2, RFC 8200 §4.5). At most 1,024 datagrams of 64 KiB are under way;
 * beyond that the oldest is given up. Pieces that overlap (RFC 5722) or contradict each other about where the datagram
 * ends spoil it: it is never completed.
 */
export class IpFragments {
  private readonly keys = new KeyTable(10, 64);
  private datagrams: (FragmentedDatagram | null)[] = [];
  private underWay = 0;
  /** No datagram before this row is under way. */
  private oldest = 0;

  /** `onLost` hears of every datagram that is given up unfinished or spoiled. */
  constructor(private readonly onLost: (datagram: LostDatagram) => void) {}

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
      datagram = { origin: originOf(packet), head: null, pieces: [], held: 0, length: -1, packets: 0, wireBytes: 0 };
      this.datagrams[row] = datagram;
      this.underWay += 1;
      // The same key may begin a second datagram in its old row.
      this.oldest = Math.min(this.oldest, row);
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

  /** Gives up all that is under way. */
  finish(): void {
    for (const datagram of this.datagrams) if (datagram) this.lose(datagram);
    this.datagrams = [];
    this.underWay = 0;
    this.oldest = 0;
    this.keys.retain(() => false);
  }

  private lose({ origin, head, packets, wireBytes }: FragmentedDatagram): void {
    this.onLost({ ...origin, head, packets, wireBytes });
  }

  private put(datagram: FragmentedDatagram, packet: Packet): void {
    const offset = packet.fragmentOffset;
    const size = packet.payloadEnd - packet.payloadStart;
    if (offset === 0)
      datagram.head = packet.bytes.slice(
        packet.payloadStart,
        Math.min(packet.payloadEnd, packet.payloadStart + HEAD_BYTES),
      );
    const end = offset + size;
    const isWhole = size === packet.payloadLength;
    const isRepeated = datagram.pieces.some((it) => it.offset === offset && it.bytes.length === size);
    if (isRepeated) return;
    const isOverlapping = datagram.pieces.some((it) => offset < it.offset + it.bytes.length && end > it.offset);
    const isTooMuch = end > MAX_DATAGRAM_BYTES || datagram.pieces.length >= MAX_PIECES;
    if (!isWhole || isOverlapping || isTooMuch || contradictsEnd(datagram, end, !packet.hasMoreFragments)) {
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
    while (this.oldest < this.datagrams.length && !this.datagrams[this.oldest]) this.oldest += 1;
    const datagram = this.datagrams[this.oldest];
    if (!datagram) return;
    this.lose(datagram);
    this.datagrams[this.oldest] = null;
    this.underWay -= 1;
  }

  private forgetFinished(): void {
    const key = this.keys.key.slice();
    this.keys.retain((row) => this.datagrams[row] !== null);
    this.datagrams = this.datagrams.filter((it) => it !== null);
    this.oldest = 0;
    this.keys.key.set(key);
  }
}

/** Only one piece is the last, and nothing lies behind it. */
function contradictsEnd({ length, pieces }: FragmentedDatagram, end: number, isLast: boolean): boolean {
  if (length >= 0 && (isLast || end > length)) return true;
  return isLast && pieces.some((it) => it.offset + it.bytes.length > end);
}

function originOf(packet: Packet): FragmentedDatagram["origin"] {
  const { macs, addresses, ipVersion, ipProtocol, vlan, isGroup, timeUs, frame } = packet;
  return { macs: macs.slice(), addresses: addresses.slice(), ipVersion, ipProtocol, vlan, isGroup, timeUs, frame };
}
