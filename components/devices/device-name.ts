import type { DeviceRow } from "@/lib/contracts/devices";

/** What to call a device: its name, else its product, else its first address. Never empty. */
export function deviceTitle(row: Pick<DeviceRow, "name" | "vendor" | "model" | "ips" | "macs">): string {
  const product = [row.vendor?.value, row.model?.value].filter(Boolean).join(" ");
  return row.name?.value || product || row.ips[0] || row.macs[0] || "Device without a name";
}

/** The line under the title: product and maker, without repeating the title. */
export function deviceSubtitle(
  row: Pick<DeviceRow, "name" | "vendor" | "model" | "role" | "ips" | "macs">,
): string | null {
  if (!row.name) return row.role?.value ?? null;
  return row.model?.value ?? row.role?.value ?? null;
}
