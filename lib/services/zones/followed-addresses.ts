import "server-only";
import { type AddressedChange, readAddressedChanges } from "@/lib/db/devices/addressed-device";
import { findInventoryRevision } from "@/lib/db/devices/device-revision";
import { PrintTable } from "@/lib/domain/columns/print-table";
import { currentAddresses } from "@/lib/rules/policy/current-addresses";
import { FollowedCopy } from "../followed-copy";

/** Kinds of prints. */
const STANDS = 0;
const SAID = 1;

export interface AddressCounts {
  /** Goes up when a device comes, goes, or stands in another zone or at other addresses now. */
  readonly standing: number;
  /** Goes up when a device comes, goes, or another zone, address, role or name is said of it. */
  readonly said: number;
}

/**
 * Tells whether devices still stand where they stood, and are what they were, when something dear was made of all of them:
 * firewall rules, suggestions of zones. Nearly every change of a device is none of these.
 */
class FollowedAddresses extends FollowedCopy {
  #prints = new PrintTable([0, 0]);
  #rev = 0;
  /** Of a realm, addresses that several devices claim; where it is not known yet, any may be. */
  readonly #contested = new Map<string, ReadonlySet<string>>();

  async current(): Promise<AddressCounts> {
    await this.upToDate();
    return { standing: this.#prints.changesOf(STANDS), said: this.#prints.changesOf(SAID) };
  }

  /**
   * A text that is another whenever a device comes, goes, or another zone, address, role or name is said of it; until the
   * copy has loaded in the background, whenever anything of a device or of flows changed.
   */
  async saidState(): Promise<string> {
    this.want();
    return this.isReady() ? `said ${(await this.current()).said}` : `any ${await findInventoryRevision()}`;
  }

  /**
   * At contested addresses it counts who was seen last: each change of a device there may be one of where it stands.
   *
   * @param addresses of the realm that several devices claim; null while that is being found out
   */
  watch(realm: string, addresses: ReadonlySet<string> | null): void {
    if (addresses) this.#contested.set(realm, addresses);
    else this.#contested.delete(realm);
  }

  protected async readChanges(): Promise<void> {
    for await (const changes of readAddressedChanges(this.#rev)) {
      for (const change of changes) this.#note(change);
      this.#rev = (changes.at(-1) as AddressedChange).rev;
    }
  }

  #note(change: AddressedChange): void {
    if (change.isGone) {
      this.#prints.remove(change.id);
      return;
    }
    const { id, zoneId, said, interfaces } = change;
    const addresses = interfaces.flatMap((it) => it.addresses);
    const standing = [...new Set(addresses.map(({ realm }) => realm))].flatMap((realm) =>
      currentAddresses({ interfaces }, realm).map((ip) => `${realm} ${ip}`),
    );
    const all = addresses.map(({ realm, ip }) => `${realm} ${ip}`);
    this.#prints.put(id, [[zoneId, ...standing].join("\n"), [said, zoneId, ...all].join("\n")]);
    if (addresses.some(({ realm, ip }) => this.#contested.get(realm)?.has(ip) ?? true)) this.#prints.noteChange(STANDS);
  }

  protected clear(): void {
    // What was made before is of other counts.
    this.#prints = new PrintTable([STANDS, SAID].map((kind) => this.#prints.changesOf(kind) + 1));
    this.#rev = 0;
  }
}

export const followedAddresses = new FollowedAddresses();
