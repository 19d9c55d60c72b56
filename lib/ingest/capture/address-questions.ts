import type { Neighbour } from "@/lib/capture/neighbour";
import { IPV4_MARK } from "@/lib/domain/address-text";
import { KeyTable } from "@/lib/domain/key-table";

const MAX_QUESTIONS = 65_536;
const FEWEST_QUESTIONS = 256;

/**
 * Remembers who asked for whose address by ARP or neighbour discovery, so that an answer counts as a conversation and
 * an unasked announcement (or lie) does not. When full it forgets everything: a sweep of addresses, not a conversation.
 */
export class AddressQuestions {
  /** Two words for those about IPv4, of which a plant has tens of thousands: they fit into the processor's cache. */
  private ipv4 = new KeyTable(2, FEWEST_QUESTIONS);
  private ipv6 = new KeyTable(8, FEWEST_QUESTIONS);

  /** True when the packet answers a question that was asked before. */
  isAnswer(neighbour: Neighbour): boolean {
    const { owner, other, role } = neighbour;
    if (role === 0 || isUnspecified(owner) || isUnspecified(other)) return false;
    if (role === 2) return this.keysFor(other, owner).find() >= 0;
    if (this.ipv4.size + this.ipv6.size >= MAX_QUESTIONS) {
      this.ipv4 = new KeyTable(2, FEWEST_QUESTIONS);
      this.ipv6 = new KeyTable(8, FEWEST_QUESTIONS);
    }
    this.keysFor(owner, other).add();
    return false;
  }

  /** The table in which a question belongs, with its key written. Calls of `set` cost more than so few words. */
  private keysFor(asker: Int32Array, wanted: Int32Array): KeyTable {
    if (isIpv4(asker) && isIpv4(wanted)) {
      const { key } = this.ipv4;
      key[0] = asker[3];
      key[1] = wanted[3];
      return this.ipv4;
    }
    const { key } = this.ipv6;
    for (let i = 0; i < 4; i += 1) {
      key[i] = asker[i];
      key[i + 4] = wanted[i];
    }
    return this.ipv6;
  }
}

const isIpv4 = (words: Int32Array) => words[0] === 0 && words[1] === 0 && words[2] === IPV4_MARK;
const isUnspecified = (words: Int32Array) => words[0] === 0 && words[1] === 0 && words[2] === 0 && words[3] === 0;
