import type { Finding } from "../finding/finding";
import { IdColumn } from "./id-column";
import { PackedTexts } from "./packed-texts";
import { RowTable } from "./row-table";
import { grown, SetColumn, TextColumn } from "./text-column";

/** What lists and sums need of the device that a finding is on. */
export interface FindingDevice {
  readonly deviceId: string;
  readonly deviceName: string | null;
  readonly zoneId: string | null;
  readonly siteId: string;
  /** Joined by SET_SEPARATOR. */
  readonly realmIds: string;
  readonly isRetired: boolean;
}

export type FindingColumnsRow = FindingDevice &
  Pick<
    Finding,
    "id" | "kind" | "key" | "title" | "verdict" | "product" | "cves" | "cvss" | "isKev" | "decision" | "priority"
  >;

const TEXT_COLUMNS = ["kind", "key", "title", "verdict", "product", "decision", "cves", "weakness"] as const;

/**
 * Findings by columns in memory: lists and sums under any filter are one walk through numbers. Devices under a filter
 * cannot be added up beforehand (one device counts once for many findings), so nothing is; a copy follows `finding`. What
 * there is of each finding or device are numbers and bytes: a million texts cost every collection of garbage a walk.
 */
export class FindingColumns extends RowTable {
  isKev = new Uint8Array(0);
  /** NaN when unknown. */
  cvss = new Float64Array(0);
  priority = new Float64Array(0);
  /** `cves` are joined by a blank, in lower case, since they are only searched; `weakness` is kind and key. */
  readonly texts = Object.fromEntries(TEXT_COLUMNS.map((name) => [name, new TextColumn()])) as Record<
    (typeof TEXT_COLUMNS)[number],
    TextColumn
  >;
  /** By finding: the row of its device in `deviceIds`, `zones`, `sites`, `realms`, `deviceNames` and `isRetired`. */
  deviceOf = new Uint32Array(0);
  readonly deviceIds = new IdColumn();
  devices = 0;
  /** By device; names in lower case. */
  readonly zones = new TextColumn();
  readonly sites = new TextColumn();
  readonly realms = new SetColumn();
  readonly deviceNames = new PackedTexts();
  isRetired = new Uint8Array(0);
  #byDevice: Uint32Array | null = null;

  put(finding: FindingColumnsRow): void {
    const row = this.take(finding.id);
    this.isKev[row] = finding.isKev ? 1 : 0;
    this.cvss[row] = finding.cvss ?? Number.NaN;
    this.priority[row] = finding.priority;
    const texts = {
      ...finding,
      cves: finding.cves.join(" ").toLowerCase(),
      weakness: `${finding.kind} ${finding.key}`,
    };
    for (const name of TEXT_COLUMNS) this.texts[name].set(row, texts[name]);
    this.deviceOf[row] = this.#putDevice(finding);
    this.#byDevice = null;
  }

  /** What changed of a device; one without findings is none of ours. */
  putDevice(device: FindingDevice): void {
    if (this.deviceIds.rowOf(device.deviceId) !== undefined) this.#putDevice(device);
  }

  #putDevice({ deviceId, deviceName, zoneId, siteId, realmIds, isRetired }: FindingDevice): number {
    const known = this.deviceIds.rowOf(deviceId);
    const device = known ?? this.devices++;
    if (known === undefined) this.deviceIds.set(device, deviceId);
    if (device >= this.isRetired.length) this.isRetired = grown(this.isRetired, device);
    this.isRetired[device] = isRetired ? 1 : 0;
    this.zones.set(device, zoneId);
    this.sites.set(device, siteId);
    this.realms.set(device, realmIds);
    this.deviceNames.set(device, deviceName === null ? [] : [deviceName.toLowerCase()]);
    return device;
  }

  remove(id: string): void {
    if (this.release(id) !== undefined) this.#byDevice = null;
  }

  /** Rows in use, those of a device side by side. */
  byDevice(): Uint32Array {
    this.#byDevice ??= this.#sortByDevice();
    return this.#byDevice;
  }

  #sortByDevice(): Uint32Array {
    const next = new Uint32Array(this.devices + 1);
    for (let row = 0; row < this.rows; row++) {
      if (this.isUsed[row] === 0) continue;
      const after = (this.deviceOf[row] as number) + 1;
      next[after] = (next[after] as number) + 1;
    }
    for (let device = 1; device < next.length; device++) {
      next[device] = (next[device] as number) + (next[device - 1] as number);
    }
    const sorted = new Uint32Array(this.count);
    for (let row = 0; row < this.rows; row++) {
      if (this.isUsed[row] === 0) continue;
      const device = this.deviceOf[row] as number;
      const at = next[device] as number;
      sorted[at] = row;
      next[device] = at + 1;
    }
    return sorted;
  }

  protected growTo(row: number): void {
    this.isKev = grown(this.isKev, row);
    this.cvss = grown(this.cvss, row);
    this.deviceOf = grown(this.deviceOf, row);
    this.priority = grown(this.priority, row);
  }
}
