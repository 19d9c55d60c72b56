/**
 * Copies of a datagram: a switch mirrors a port twice, or a frame is seen before and behind its router. Packets are
 * counted as they were seen, but what a copy asks for was asked once. IPv4 numbers a sender's datagrams (RFC 791 §3.1);
 * the number stays on every way they take, and so does the checksum of their ports and bytes (RFC 768), which no router
 * changes. Zero is the number of senders that give none (RFC 6864 §4.1), and IPv6 has none: those are not told apart.
 */
const COPY_US = 10_000;

/** Of a datagram whose copies cannot be told. */
export const NO_MARK = 0;

/** The mark of a datagram; `ipAt` and `udpAt` are where its headers begin. */
export const markOf = (bytes: Uint8Array, ipAt: number, udpAt: number): number =>
  markOfNumber((bytes[ipAt + 4] << 8) | bytes[ipAt + 5], bytes, udpAt);

/** The same, of a datagram whose number is known. Without a checksum its length is taken. */
export function markOfNumber(number: number, bytes: Uint8Array, udpAt: number): number {
  if (number === 0) return NO_MARK;
  const checksum = (bytes[udpAt + 6] << 8) | bytes[udpAt + 7];
  return (number << 16) | (checksum !== 0 ? checksum : (bytes[udpAt + 4] << 8) | bytes[udpAt + 5]);
}

/** The last datagram of each end of a conversation, and the latest time of those that have a mark. */
export class LastDatagrams {
  private markA = NO_MARK;
  private markB = NO_MARK;
  private timeA = -1;
  private timeB = -1;

  mark(isFromB: boolean): number {
    return isFromB ? this.markB : this.markA;
  }

  isCopy(isFromB: boolean, mark: number, timeUs: number): boolean {
    return mark !== NO_MARK && mark === this.mark(isFromB) && this.isSoonAfter(isFromB, timeUs);
  }

  /** Whether a datagram of the end with the mark of its last one comes so soon that it is a copy. */
  isSoonAfter(isFromB: boolean, timeUs: number): boolean {
    return isSoon(timeUs, isFromB ? this.timeB : this.timeA);
  }

  /** Notes one datagram, or several of which these are the last mark and the latest time. */
  note(isFromB: boolean, mark: number, timeUs: number): void {
    if (isFromB) {
      this.markB = mark;
      if (mark !== NO_MARK && timeUs > this.timeB) this.timeB = timeUs;
    } else {
      this.markA = mark;
      if (mark !== NO_MARK && timeUs > this.timeA) this.timeA = timeUs;
    }
  }
}

/** Times are negative while unknown. */
export const isSoon = (timeUs: number, lastUs: number): boolean =>
  timeUs >= 0 && lastUs >= 0 && Math.abs(timeUs - lastUs) <= COPY_US;
