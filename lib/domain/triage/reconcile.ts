import type { Claim, Device, DeviceField } from "../device/device";
import { comparable } from "../identity/values/same-value";
import type { IdentityField } from "../observation";

/** What became of a list's rows when the network was asked, in the order in which people work through them. */
export const RECONCILE_GROUPS = ["differing", "missing", "unlisted", "matched"] as const;
export type ReconcileGroup = (typeof RECONCILE_GROUPS)[number];

/** A row of an approved list, with all that it says. */
export interface ListedDevice {
  /** Line or object of the list. */
  readonly position: number;
  readonly mac: string | null;
  readonly ip: string | null;
  readonly zone: string | null;
  readonly facts: Readonly<Partial<Record<IdentityField, string>>>;
}

/** A device of the list's realm, as far as a list can be compared with it. */
export interface KnownDevice {
  readonly id: string;
  readonly name: string;
  readonly macs: readonly string[];
  readonly ips: readonly string[];
  readonly zoneName: string | null;
  /** Null: only lists speak of it, nothing was ever seen or heard of it. */
  readonly lastSeenUs: number | null;
  readonly isRetired: boolean;
  readonly fields: Device["fields"];
}

export interface Difference {
  readonly field: IdentityField | "zone";
  readonly listed: string;
  readonly seen: string;
}

export interface ReconciledRow {
  readonly group: ReconcileGroup;
  /** Null for a device that is not on the list. */
  readonly listed: ListedDevice | null;
  /** The device that the row means, or that is not listed; null when nothing was ever seen of it. */
  readonly device: KnownDevice | null;
  readonly differences: readonly Difference[];
  /** A device that was seen with the row's address, while the row's own card was not. */
  readonly addressUsedBy: KnownDevice | null;
}

/**
 * What devices state of themselves and a list can be wrong about. Roles are not: a person's "drive" and PROFINET's
 * "io-device" are both right. Who owns a device and what it is worth only people know.
 */
const COMPARED: readonly IdentityField[] = [
  "vendor",
  "model",
  "orderNumber",
  "firmware",
  "hardware",
  "serial",
  "name",
  "os",
];

/**
 * Holds a list against the devices of its realm. Each row is in one group: matched; differing, when the network states
 * something else of the device; missing, when nothing was ever seen of it. Devices that were seen and are on no row are
 * unlisted. Rows in the list's order, devices by id.
 */
export function reconcile(rows: readonly ListedDevice[], devices: readonly KnownDevice[]): ReconciledRow[] {
  const byMac = new Map<string, KnownDevice>();
  const byIp = new Map<string, KnownDevice>();
  const inOrder = [...devices].sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const device of inOrder) {
    for (const mac of device.macs) byMac.set(mac, laterSeen(byMac.get(mac), device));
    for (const ip of device.ips) byIp.set(ip, laterSeen(byIp.get(ip), device));
  }
  const listed = new Set<KnownDevice>();
  const reconciled = rows.map((row): ReconciledRow => {
    const meant = (row.mac === null ? undefined : byMac.get(row.mac)) ?? (row.mac === null ? ofIp(row) : undefined);
    if (meant) listed.add(meant);
    if (!meant || meant.lastSeenUs === null) {
      const user = ofIp(row);
      const addressUsedBy = user && user !== meant && user.lastSeenUs !== null ? user : null;
      return { group: "missing", listed: row, device: meant ?? null, differences: [], addressUsedBy };
    }
    const differences = differencesOf(row, meant);
    const group = differences.length > 0 ? "differing" : "matched";
    return { group, listed: row, device: meant, differences, addressUsedBy: null };
  });
  function ofIp(row: ListedDevice): KnownDevice | undefined {
    return row.ip === null ? undefined : byIp.get(row.ip);
  }
  const unlisted = inOrder.filter((it) => !listed.has(it) && it.lastSeenUs !== null && !it.isRetired);
  return [
    ...reconciled,
    ...unlisted.map(
      (device): ReconciledRow => ({
        group: "unlisted",
        listed: null,
        device,
        differences: [],
        addressUsedBy: null,
      }),
    ),
  ];
}

/** An address goes from hand to hand: the last one seen with it is meant. */
function laterSeen(known: KnownDevice | undefined, other: KnownDevice): KnownDevice {
  return known && (known.lastSeenUs ?? -1) >= (other.lastSeenUs ?? -1) ? known : other;
}

function differencesOf(row: ListedDevice, device: KnownDevice): Difference[] {
  const differences = COMPARED.flatMap((field): Difference[] => {
    const listed = row.facts[field];
    const seen = seenValue(device.fields[field]);
    if (listed === undefined || seen === null) return [];
    const [a, b] = [comparable(field, listed), comparable(field, seen)];
    return a === null || b === null || a === b ? [] : [{ field, listed, seen }];
  });
  const isElsewhere = row.zone !== null && device.zoneName?.toLowerCase() !== row.zone.trim().toLowerCase();
  return isElsewhere
    ? [...differences, { field: "zone", listed: row.zone as string, seen: device.zoneName ?? "unzoned" }]
    : differences;
}

/** What was stated on the wire or to a scanner; conclusions are no statement against a person's word. */
function seenValue(field: DeviceField | undefined): string | null {
  if (!field) return null;
  const claims: readonly Claim[] = [field.claim, ...field.agreeing, ...field.dissenting];
  return claims.find((it) => it.method !== "declared" && !it.inferred)?.value ?? null;
}
