import type { Neighbour } from "@/lib/capture/neighbour";
import { ipText, macText } from "@/lib/domain/address-text";
import { KeyTable } from "@/lib/domain/key-table";
import type { FindingFold, OpenBinding } from "./finding-fold";

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

  state(neighbour: Neighbour, protocol: "arp" | "nd", timeUs: number | null, frame: number): void {
    const { owner, macHigh, macLow } = neighbour;
    if (this.keys.size >= MAX_BINDINGS) {
      this.keys = new KeyTable(KEY_WORDS, 256);
      this.bindings = [];
    }
    const { key } = this.keys;
    key[0] = macHigh;
    key[1] = macLow;
    for (let i = 0; i < owner.length; i += 1) key[i + 2] = owner[i];
    key[6] = protocol === "arp" ? 0 : 1;
    const row = this.keys.add();
    const known = this.keys.wasAdded ? null : this.bindings[row];
    if (known && this.findings.bindingAgain(known, timeUs)) return;
    const ip = ipText(owner[0], owner[1], owner[2], owner[3]);
    const mac = macText(macHigh, macLow);
    this.bindings[row] = this.findings.binding(ip, mac, protocol, protocol, { timeUs, frame });
  }
}
