import "server-only";
import {
  type ApprovedListRow,
  type ListedChange,
  loadListedDevices,
  loadSeenValues,
  readListedChanges,
} from "@/lib/db/shadow/approved-list";
import { placesPrint } from "@/lib/db/zones/zone";
import { HeldList } from "@/lib/domain/triage/held-list";
import type { ListedDevice } from "@/lib/domain/triage/reconcile";
import { FollowedCopy } from "../followed-copy";
import { KeptByKey } from "../kept-by-key";

/** A few lists that people work through. What a list says never changes. */
const kept = new KeptByKey<FollowedList>(2);

/**
 * The list held against the devices of its realm, brought up to date by those that changed since the last time; read anew
 * after a zone changed, whose name many devices may have.
 */
export async function heldList(list: ApprovedListRow): Promise<HeldList> {
  const followed = await kept.get(
    String(list.id),
    [await placesPrint()],
    async () => new FollowedList(list.realmId, await loadListedDevices(list.id)),
  );
  return followed.current();
}

class FollowedList extends FollowedCopy {
  #held: HeldList;
  #rev = 0;

  constructor(
    private readonly realmId: string,
    private readonly rows: readonly ListedDevice[],
  ) {
    super();
    this.#held = new HeldList(rows);
  }

  async current(): Promise<HeldList> {
    await this.upToDate();
    return this.#held;
  }

  protected async readChanges(): Promise<void> {
    for await (const changes of readListedChanges(this.#rev, this.realmId)) {
      const claimers = changes.flatMap((it) => (it.isThere && this.#held.isClaimer(it) ? [it.id] : []));
      const seen = await loadSeenValues(claimers);
      for (const change of changes) {
        if (change.isThere) this.#held.put({ ...change, seen: seen.get(change.id) ?? {} });
        else this.#held.remove(change.id);
      }
      this.#rev = (changes.at(-1) as ListedChange).rev;
    }
  }

  protected clear(): void {
    this.#held = new HeldList(this.rows);
    this.#rev = 0;
  }
}
