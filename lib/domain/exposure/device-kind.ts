import { roleTitle } from "../device/role-title";

/** Devices that are asked about together. */
export interface DeviceKind {
  readonly key: string;
  /** "sewing machine", "Siemens SIMATIC S7-1200", "device of an unknown kind". */
  readonly title: string;
}

/** By role, else by product, else by maker. */
export function deviceKindOf(device: {
  readonly role: string | null;
  readonly vendor: string | null;
  readonly model: string | null;
}): DeviceKind {
  const { role, vendor, model } = device;
  if (role) return { key: `role ${role.toLowerCase()}`, title: roleTitle(role) };
  const product = [vendor, model].filter(Boolean).join(" ");
  if (product) return { key: `product ${product.toLowerCase()}`, title: product };
  return { key: "unknown", title: "device of an unknown kind" };
}
