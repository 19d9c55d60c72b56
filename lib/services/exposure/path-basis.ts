import "server-only";
import { type CardOwner, type PathConversation, readPathDeviceChanges } from "@/lib/db/exposure/exposure-path";
import { unlessForgotten } from "@/lib/db/read-changes";

/**
 * What devices said when paths were worked out of them, so that it can be told whether the paths still hold after the
 * inventory changed: nearly every change is of devices without a way to outside, or of what no path says of them.
 */
export class PathBasis {
  /** Of each device that paths speak of, the hash of what was said of it. */
  readonly #said = new Map<string, string>();
  #cards: readonly string[] = [];

  #rev: number;

  /** @param rev of the last device that changed before what paths are made of is read */
  constructor(rev: number) {
    this.#rev = rev;
  }

  note(rows: readonly PathConversation[], owners: readonly CardOwner[], cards: readonly string[]): void {
    for (const { initiator, responder, initiatorSaid, responderSaid } of rows) {
      this.#noteDevice(initiator.deviceId, initiatorSaid);
      this.#noteDevice(responder.deviceId, responderSaid);
    }
    for (const { deviceId, said } of owners) this.#noteDevice(deviceId, said);
    this.#cards = cards;
  }

  /** What was read first stays: what was read later of the same device then counts as a change. */
  #noteDevice(id: string | null, said: string | null): void {
    if (id !== null && said !== null && !this.#said.has(id)) this.#said.set(id, said);
  }

  /**
   * Whether the devices still say the same, as far as that is known. Reads those that have changed since the last time.
   */
  holds(): Promise<boolean> {
    return unlessForgotten(this.#saysTheSame());
  }

  async #saysTheSame(): Promise<boolean> {
    for await (const changes of readPathDeviceChanges(this.#rev, this.#cards)) {
      for (const { rev, id, said, ownsCard } of changes) {
        const before = this.#said.get(id);
        if (said !== before && (before !== undefined || ownsCard)) return false;
        this.#rev = Math.max(this.#rev, rev);
      }
    }
    return true;
  }
}
