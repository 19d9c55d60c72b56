import { KeyTable } from "../key-table";
import { idOfConversation, type LinkedFlow } from "./fold-conversations";
import { PackedConversations } from "./packed-conversations";

/** Numbers of realm, ends, their devices, transport, port, protocol and name. */
const KEY_WORDS = 9;

/** Adds flows up one by one; the order in which they come does not show in the outcome. */
export class ConversationFolder {
  readonly #keys = new KeyTable(KEY_WORDS);
  readonly #sums = new PackedConversations();

  add(linked: LinkedFlow): void {
    this.#writeKey(linked);
    const row = this.#keys.add();
    if (this.#keys.wasAdded) this.#sums.begin(linked);
    this.#sums.add(row, linked);
  }

  /** Sorted by id. Call once. */
  finish(): PackedConversations {
    return this.#sums.finish(idOfConversation);
  }

  /** An end is its address and the device behind it; a MAC names it only where there is no address. */
  #writeKey({ flow, citation, initiatorDeviceId, responderDeviceId }: LinkedFlow): void {
    const { initiator, responder, transport, port, protocol, peerName } = flow;
    const [{ key }, sums] = [this.#keys, this.#sums];
    key[0] = sums.numberOf(citation.realm);
    key[1] = sums.numberOf(initiator.ip ?? initiator.mac);
    key[2] = sums.numberOfDevice(initiatorDeviceId);
    key[3] = sums.numberOf(responder.ip ?? responder.mac);
    key[4] = sums.numberOfDevice(responderDeviceId);
    key[5] = sums.numberOf(transport);
    key[6] = port ?? -1;
    key[7] = sums.numberOf(protocol);
    key[8] = sums.numberOf(peerName);
  }
}
