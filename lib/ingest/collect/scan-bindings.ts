import { isGroupMac } from "@/lib/domain/address";
import type { BindingProof } from "@/lib/domain/observation";
import type { DiscoveryDraft, Seen } from "./discovery-draft";

/**
 * Which MAC answered for which address, told at the end of the scan: a router or firewall with proxy ARP answers for a
 * whole subnet, and must not own it.
 */

/** More addresses than this on one MAC are no single host's. */
const MAX_ADDRESSES_PER_MAC = 16;
const MAX_KEPT = 1_000_000;

interface Binding {
  readonly ip: string;
  readonly seen: Seen;
  readonly proof: Extract<BindingProof, "scan" | "stated">;
  /** Nothing but this answer says that somebody is at the address. */
  readonly isOnlyNeighbour: boolean;
}

/** Both times together, at the place of the first. */
function spanOf(first: Seen, again: Seen): Seen {
  const times = [first.fromUs, first.toUs, again.fromUs, again.toUs].flatMap((it) => it ?? []).sort((a, b) => a - b);
  return { position: first.position, fromUs: times[0] ?? null, toUs: times.at(-1) ?? null };
}

export class ScanBindings {
  private readonly byMac = new Map<string, Map<string, Binding>>();
  private size = 0;

  add(mac: string, ip: string, seen: Seen, proof: Binding["proof"], isOnlyNeighbour = false): void {
    if (isGroupMac(mac) || mac === "00:00:00:00:00:00" || this.size >= MAX_KEPT) return;
    let held = this.byMac.get(mac);
    if (!held) {
      held = new Map();
      this.byMac.set(mac, held);
    }
    const known = held.get(ip);
    if (!known) {
      this.size += 1;
      held.set(ip, { ip, seen, proof, isOnlyNeighbour });
      return;
    }
    // Scans that were appended to one another find the same again: it holds as long as any of them says so.
    held.set(ip, {
      ip,
      seen: spanOf(known.seen, seen),
      proof: known.proof === "scan" ? "scan" : proof,
      isOnlyNeighbour: known.isOnlyNeighbour && isOnlyNeighbour,
    });
  }

  /** `reportAlive` is told of those that answered nothing else, where the card is their own. */
  finish(draft: DiscoveryDraft, protocol: string, reportAlive: (ip: string, seen: Seen) => void = () => {}): void {
    for (const [mac, held] of this.byMac) {
      if (held.size > MAX_ADDRESSES_PER_MAC) {
        draft.warnings.push(
          `${mac} answered for ${held.size} addresses, as a router or firewall does for hosts behind it: none of them was taken for its own, and those that answered nothing else were not taken for hosts.`,
        );
        continue;
      }
      for (const { ip, seen, proof, isOnlyNeighbour } of held.values()) {
        if (isOnlyNeighbour) reportAlive(ip, seen);
        draft.binding({ protocol, method: "active" }, seen, mac, ip, proof);
      }
    }
  }
}
