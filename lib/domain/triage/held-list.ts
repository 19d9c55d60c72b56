import { findPage } from "../columns/find-page";
import { RowTable } from "../columns/row-table";
import { grown } from "../columns/text-column";
import {
  type KnownDevice,
  type ListedDevice,
  RECONCILE_GROUPS,
  type ReconciledRow,
  type ReconcileGroup,
  reconcileRow,
} from "./reconcile";

type Addressed = Pick<KnownDevice, "macs" | "ips">;

/**
 * A list held against the devices of its realm, device by device as they change. Each row is in one group: matched;
 * differing, when the network states something else of the device; missing, when nothing was ever seen of it. Devices that
 * were seen and are on no row are unlisted: of them only the id is kept.
 */
export class HeldList {
  readonly counts: Record<ReconcileGroup, number>;
  /** By card or address that stands on the list. */
  readonly #rowsAt = new Map<string, number[]>();
  readonly #devicesAt = new Map<string, KnownDevice[]>();
  /** Those with a card or an address that stands on the list. */
  readonly #claimers = new Map<string, KnownDevice>();
  readonly #outcomes: ReconciledRow[];
  /** By how many rows a device is meant. */
  readonly #meant = new Map<string, number>();
  readonly #others = new UnlistedDevices();

  constructor(private readonly rows: readonly ListedDevice[]) {
    for (const [at, row] of rows.entries()) for (const key of keysOfRow(row)) append(this.#rowsAt, key, at);
    this.#outcomes = rows.map((row) => reconcileRow(row, undefined, undefined));
    this.counts = Object.fromEntries(RECONCILE_GROUPS.map((group) => [group, 0])) as Record<ReconcileGroup, number>;
    this.counts.missing = rows.length;
  }

  /** Whether what is seen of the device matters: its card or address stands on the list. */
  isClaimer(device: Addressed): boolean {
    return this.#listedKeys(device).length > 0;
  }

  /** @param device what is seen of it may be left out unless it is a claimer */
  put(device: KnownDevice): void {
    const touched = this.#let(device.id);
    const keys = this.#listedKeys(device);
    for (const key of keys) append(this.#devicesAt, key, device);
    if (keys.length > 0) this.#claimers.set(device.id, device);
    this.#others.put(device.id, device.lastSeenUs !== null && !device.isRetired, this.#meant.has(device.id));
    this.#settle([...touched, ...keys]);
  }

  remove(id: string): void {
    this.#settle(this.#let(id));
    this.#others.remove(id);
    this.counts.unlisted = this.#others.unlisted;
  }

  /** Rows of the list in one group, in the list's order. */
  listed(group: Exclude<ReconcileGroup, "unlisted">): ReconciledRow[] {
    return this.#outcomes.filter((it) => it.group === group);
  }

  /** All rows of the list, in its order, as they are now. */
  all(): readonly ReconciledRow[] {
    return [...this.#outcomes];
  }

  /** Devices on no row, by id, at most `limit` behind one of them. */
  unlisted(afterId: string | null, limit: number): ReconciledRow[] {
    const ids = this.#others.page(afterId, limit);
    return ids.map((deviceId) => ({
      group: "unlisted",
      listed: null,
      deviceId,
      differences: [],
      addressUserId: null,
    }));
  }

  #listedKeys(device: Addressed): string[] {
    return keysOf(device).filter((key) => this.#rowsAt.has(key));
  }

  /** Lets go what was known of a device; gives the keys that it claimed. */
  #let(id: string): string[] {
    const known = this.#claimers.get(id);
    if (!known) return [];
    const keys = this.#listedKeys(known);
    for (const key of keys) {
      const left = (this.#devicesAt.get(key) ?? []).filter((it) => it !== known);
      if (left.length > 0) this.#devicesAt.set(key, left);
      else this.#devicesAt.delete(key);
    }
    this.#claimers.delete(id);
    return keys;
  }

  /** Works out anew what becomes of the rows with these keys. */
  #settle(keys: readonly string[]): void {
    for (const at of new Set(keys.flatMap((key) => this.#rowsAt.get(key) ?? []))) {
      const row = this.rows[at] as ListedDevice;
      const user = row.ip === null ? undefined : this.#lastAt(`ip ${row.ip}`);
      const meant = row.mac === null ? user : this.#lastAt(`mac ${row.mac}`);
      const [before, outcome] = [this.#outcomes[at] as ReconciledRow, reconcileRow(row, meant, user)];
      this.#outcomes[at] = outcome;
      this.counts[before.group]--;
      this.counts[outcome.group]++;
      this.#mean(before.deviceId, -1);
      this.#mean(outcome.deviceId, 1);
    }
    this.counts.unlisted = this.#others.unlisted;
  }

  /** The device that was seen last with a card or address; of several the one with the smaller id. */
  #lastAt(key: string): KnownDevice | undefined {
    const seen = (it: KnownDevice) => it.lastSeenUs ?? -1;
    let last: KnownDevice | undefined;
    for (const it of this.#devicesAt.get(key) ?? []) {
      if (!last || seen(it) > seen(last) || (seen(it) === seen(last) && it.id < last.id)) last = it;
    }
    return last;
  }

  #mean(id: string | null, more: number): void {
    if (id === null) return;
    const count = (this.#meant.get(id) ?? 0) + more;
    if (count > 0) this.#meant.set(id, count);
    else this.#meant.delete(id);
    this.#others.mean(id, count > 0);
  }
}

function keysOf({ macs, ips }: Addressed): string[] {
  return [...new Set([...macs.map((mac) => `mac ${mac}`), ...ips.map((ip) => `ip ${ip}`)])];
}

const keysOfRow = ({ mac, ip }: ListedDevice) =>
  keysOf({ macs: mac === null ? [] : [mac], ips: ip === null ? [] : [ip] });

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

const NO_KEY = 0;

/** Ids of all devices, as numbers: of a million, nothing else is kept of those that stand on no row. */
class UnlistedDevices extends RowTable {
  unlisted = 0;
  /** Whether it was seen and is in use. */
  #isSeen = new Uint8Array(0);
  #isUnlisted = new Uint8Array(0);

  put(id: string, isSeen: boolean, isMeant: boolean): void {
    const row = this.take(id);
    this.#isSeen[row] = isSeen ? 1 : 0;
    this.#mark(row, isSeen && !isMeant);
  }

  mean(id: string, isMeant: boolean): void {
    const row = this.rowOf(id);
    if (row !== undefined) this.#mark(row, this.#isSeen[row] === 1 && !isMeant);
  }

  remove(id: string): void {
    const row = this.rowOf(id);
    if (row === undefined) return;
    this.#mark(row, false);
    this.release(id);
  }

  page(afterId: string | null, limit: number): string[] {
    const order = { keyOf: () => NO_KEY, ids: this.ids, isDescending: false };
    const after = afterId === null ? null : { value: NO_KEY, id: afterId };
    return findPage(this.#isUnlisted, order, after, limit).map((row) => this.ids.textOf(row));
  }

  #mark(row: number, isUnlisted: boolean): void {
    this.unlisted += (isUnlisted ? 1 : 0) - (this.#isUnlisted[row] as number);
    this.#isUnlisted[row] = isUnlisted ? 1 : 0;
  }

  protected growTo(row: number): void {
    this.#isSeen = grown(this.#isSeen, row);
    this.#isUnlisted = grown(this.#isUnlisted, row);
  }
}
