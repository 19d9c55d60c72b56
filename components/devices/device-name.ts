import type { DeviceRow } from "@/lib/contracts/devices";
import { productName, titleOf } from "@/lib/domain/device/device-title";
import { roleTitle } from "@/lib/domain/device/role-title";
import { countOf } from "@/lib/domain/say-count";
import type { WholeGroup } from "./whole-group";

/** What of a row names it. */
export type NamedDevice = Pick<DeviceRow, "id" | "name" | "vendor" | "model" | "ips" | "macs">;

/** Vendor and model; null when neither is known. */
export function deviceProduct({ vendor, model }: Pick<DeviceRow, "vendor" | "model">): string | null {
  return productName({ vendor: vendor?.value ?? null, model: model?.value ?? null });
}

/** What to call a device where its address stands beside it. */
export function deviceTitle({ name, vendor, model, ips, macs }: Omit<NamedDevice, "id">): string {
  return titleOf({ name: name?.value ?? null, vendor: vendor?.value ?? null, model: model?.value ?? null, ips, macs });
}

/** The line beside the title: product or role, without repeating the title. */
export function deviceSubtitle(row: NamedDevice & Pick<DeviceRow, "role">): string | null {
  const role = row.role ? roleTitle(row.role.value) : null;
  return row.name ? (row.model?.value ?? role) : role;
}

/** "PLC-1" or "12 devices": the object of a verb. */
export function objectOf(devices: readonly NamedDevice[], whole?: WholeGroup | null): string {
  const [only] = devices;
  if (whole) return countOf(whole.now.total, "device");
  return devices.length === 1 && only ? deviceTitle(only) : countOf(devices.length, "device");
}
