import { KeyTable } from "@/lib/capture/key-table";
import type { Neighbour } from "@/lib/capture/neighbour";

const MAX_QUESTIONS = 65_536;

/**
 * Remembers who asked for whose address by ARP or neighbour discovery, so that an answer counts as a conversation and
 * an unasked announcement (or lie) does not. When full it forgets everything: a sweep of addresses, not a conversation.
 */
export class AddressQuestions {
  private keys = new KeyTable(8, 256);

  /** True when the packet answers a question that was asked before. */
  isAnswer(neighbour: Neighbour): boolean {
    const { owner, other, role } = neighbour;
    if (role === 0 || isUnspecified(owner) || isUnspecified(other)) return false;
    if (role === 1) {
      if (this.keys.size >= MAX_QUESTIONS) this.keys = new KeyTable(8, 256);
      this.writeKey(owner, other);
      this.keys.add();
      return false;
    }
    this.writeKey(other, owner);
    return this.keys.find() >= 0;
  }

  /** Calls of `set` cost more than so few words. */
  private writeKey(first: Int32Array, second: Int32Array): void {
    const { key } = this.keys;
    for (let i = 0; i < 4; i += 1) {
      key[i] = first[i];
      key[i + 4] = second[i];
    }
  }
}

const isUnspecified = (words: Int32Array) => words[0] === 0 && words[1] === 0 && words[2] === 0 && words[3] === 0;
