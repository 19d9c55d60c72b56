import { ipText, macText } from "@/lib/capture/address-text";
import { KeyTable } from "@/lib/capture/key-table";
import type { Neighbour } from "@/lib/capture/neighbour";
import type { FindingFold, Moment, OpenBinding } from "./finding-fold";

/** Bindings remembered; when full all are forgotten, which costs time only. */
const MAX_BINDINGS = 16_384;
/** MAC, IP, and which protocol says it. */
const KEY_WORDS = 7;

/**
 * Hosts say by ARP and neighbour discovery who owns an address, and say it again all day. What was said before is found
 * by its words, and extended without making its texts.
 */
export class NeighbourBindings {
  private keys = new KeyTable(KEY_WORDS, 256);
  private bindings: (OpenBinding | null)[] = [];

  constructor(private readonly findings: FindingFold) {}

  state(neighbour: Neighbour, protocol: "arp" | "nd", at: Moment): void {
    const { owner, macHigh, macLow } = neighbour;
    if (this.keys.size >= MAX_BINDINGS) {
      this.keys = new KeyTable(KEY_WORDS, 256);
      this.bindings = [];
    }
    const { key } = this.keys;
    key[0] = macHigh;
    key[1] = macLow;
    key.set(owner, 2);
    key[6] = protocol === "arp" ? 0 : 1;
    const row = this.keys.add();
    const known = this.keys.wasAdded ? null : this.bindings[row];
    if (known && this.findings.bindingAgain(known, at.timeUs)) return;
    const ip = ipText(owner[0], owner[1], owner[2], owner[3]);
    this.bindings[row] = this.findings.binding(ip, macText(macHigh, macLow), protocol, protocol, at);
  }
}
