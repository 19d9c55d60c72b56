// What a device is called, in one place: in the list, and wherever else one is spoken of. lib/db/devices/device-label.ts
// says the same in SQL; a test holds the two together.

import type { Device } from "./device";
import { deviceAddresses } from "./device-addresses";

export interface TitledDevice {
  readonly name: string | null;
  readonly vendor: string | null;
  readonly model: string | null;
  readonly ips: readonly string[];
  readonly macs: readonly string[];
}

/** What is shown where nothing at all is known of a device. */
export const UNNAMED_DEVICE = "Unnamed device";

/** Vendor and model, the vendor once: "Siemens CPU 1511". Null when neither is known. */
export function productName({ vendor, model }: Pick<TitledDevice, "vendor" | "model">): string | null {
  const isSaid = vendor && model?.toLowerCase().startsWith(vendor.toLowerCase());
  return (isSaid ? model : [vendor, model].filter(Boolean).join(" ")) || null;
}

/** Its name, else its product, else its first address. Never empty. For places where the address stands beside it. */
export function titleOf(device: TitledDevice): string {
  return device.name || productName(device) || firstAddress(device) || UNNAMED_DEVICE;
}

/** The same for places that say nothing else: a product alone fits many, so its address follows in brackets. */
export function labelOf(device: TitledDevice): string {
  const address = firstAddress(device);
  const product = productName(device);
  return device.name || (product && address ? `${product} (${address})` : titleOf(device));
}

/** The same of a merged device. */
export function labelOfDevice(device: Pick<Device, "fields" | "interfaces">): string {
  const { name, vendor, model } = device.fields;
  return labelOf({
    name: name?.value ?? null,
    vendor: vendor?.value ?? null,
    model: model?.value ?? null,
    ...deviceAddresses(device),
  });
}

function firstAddress({ ips, macs }: TitledDevice): string | undefined {
  return ips[0] ?? macs[0];
}
