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
  readonly macs: readonly string[];
  readonly ips: readonly string[];
  readonly zoneName: string | null;
  /** Null: only lists speak of it, nothing was ever seen or heard of it. */
  readonly lastSeenUs: number | null;
  readonly isRetired: boolean;
  /** What the network states of it. */
  readonly seen: SeenValues;
}

export type SeenValues = Readonly<Partial<Record<IdentityField, string>>>;

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
  readonly deviceId: string | null;
  readonly differences: readonly Difference[];
  /** A device that was seen with the row's address, while the row's own card was not. */
  readonly addressUserId: string | null;
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

/** What becomes of a row that means this device, if any, while that one was seen last with its address. */
export function reconcileRow(
  row: ListedDevice,
  meant: KnownDevice | undefined,
  addressUser: KnownDevice | undefined,
): ReconciledRow {
  if (!meant || meant.lastSeenUs === null) {
    const isUsed = addressUser !== undefined && addressUser !== meant && addressUser.lastSeenUs !== null;
    return {
      ...{ group: "missing", listed: row, deviceId: meant?.id ?? null, differences: [] },
      addressUserId: isUsed ? addressUser.id : null,
    };
  }
  const differences = differencesOf(row, meant);
  const group = differences.length > 0 ? "differing" : "matched";
  return { group, listed: row, deviceId: meant.id, differences, addressUserId: null };
}

function differencesOf(row: ListedDevice, device: KnownDevice): Difference[] {
  const differences = COMPARED.flatMap((field): Difference[] => {
    const listed = row.facts[field];
    const seen = device.seen[field];
    if (listed === undefined || seen === undefined) return [];
    const [a, b] = [comparable(field, listed), comparable(field, seen)];
    return a === null || b === null || a === b ? [] : [{ field, listed, seen }];
  });
  const isElsewhere = row.zone !== null && device.zoneName?.toLowerCase() !== row.zone.trim().toLowerCase();
  return isElsewhere
    ? [...differences, { field: "zone", listed: row.zone as string, seen: device.zoneName ?? "unzoned" }]
    : differences;
}

/** What was stated on the wire or to a scanner; conclusions are no statement against a person's word. */
export function seenValues(fields: Device["fields"]): SeenValues {
  const seen: Partial<Record<IdentityField, string>> = {};
  for (const name of COMPARED) {
    const value = seenValue(fields[name]);
    if (value !== null) seen[name] = value;
  }
  return seen;
}

function seenValue(field: DeviceField | undefined): string | null {
  if (!field) return null;
  const claims: readonly Claim[] = [field.claim, ...field.agreeing, ...field.dissenting];
  return claims.find((it) => it.method !== "declared" && !it.inferred)?.value ?? null;
}
