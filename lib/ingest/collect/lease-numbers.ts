import { detachedText } from "@/lib/domain/detached-text";
import type { TimeUs } from "@/lib/domain/observation";

/** A card that comes back to an address after this time, and after another had it, holds a new lease. */
const LEASE_GAP_US = 600_000_000;

interface Held {
  number: number;
  turn: number;
  lastUs: TimeUs;
}

/**
 * Numbers the leases that one card holds of one address, in the order of a file that tells who has which address. As
 * many are remembered as are told of: whoever tells bounds them.
 */
export class LeaseNumbers {
  private readonly holders = new Map<string, { mac: string; turn: number }>();
  private readonly pairs = new Map<string, Held>();

  /** The file says that the card has the address. */
  note(mac: string, ip: string, timeUs: TimeUs | null): void {
    if (timeUs === null) return;
    const turn = this.hold(mac, ip);
    const pair = `${mac} ${ip}`;
    const known = this.pairs.get(pair);
    if (!known) {
      this.pairs.set(detachedText(pair), { number: 0, turn, lastUs: timeUs });
      return;
    }
    if (known.turn !== turn && timeUs - known.lastUs > LEASE_GAP_US) known.number += 1;
    known.turn = turn;
    known.lastUs = Math.max(known.lastUs, timeUs);
  }

  /** The lease in which the card has the address now; 0 where nobody said that it has. */
  of(mac: string, ip: string): number {
    return this.pairs.get(`${mac} ${ip}`)?.number ?? 0;
  }

  private hold(mac: string, ip: string): number {
    const holder = this.holders.get(ip);
    if (!holder) {
      this.holders.set(ip, { mac, turn: 0 });
      return 0;
    }
    if (holder.mac !== mac) holder.turn += 1;
    holder.mac = mac;
    return holder.turn;
  }

  clear(): void {
    this.holders.clear();
    this.pairs.clear();
  }
}
