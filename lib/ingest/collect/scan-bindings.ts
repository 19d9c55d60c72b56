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
}

export class ScanBindings {
  private readonly byMac = new Map<string, Map<string, Binding>>();
  private size = 0;

  add(mac: string, ip: string, seen: Seen, proof: Binding["proof"]): void {
    if (isGroupMac(mac) || mac === "00:00:00:00:00:00" || this.size >= MAX_KEPT) return;
    let held = this.byMac.get(mac);
    if (!held) {
      held = new Map();
      this.byMac.set(mac, held);
    }
    const known = held.get(ip);
    if (known && !(known.proof === "stated" && proof === "scan")) return;
    if (!known) this.size += 1;
    held.set(ip, { ip, seen, proof });
  }

  finish(draft: DiscoveryDraft, protocol: string): void {
    for (const [mac, held] of this.byMac) {
      if (held.size > MAX_ADDRESSES_PER_MAC) {
        draft.warnings.push(
          `${mac} answered for ${held.size} addresses, as a router or firewall does for hosts behind it: none of them was taken for its own.`,
        );
        continue;
      }
      for (const { ip, seen, proof } of held.values())
        draft.binding({ protocol, method: "active" }, seen, mac, ip, proof);
    }
  }
}
