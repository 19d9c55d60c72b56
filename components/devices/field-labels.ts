import { roleTitle } from "@/lib/domain/device/role-title";
import type { IdentityField } from "@/lib/domain/observation";

export const FIELD_LABELS: Readonly<Record<IdentityField, string>> = {
  vendor: "Vendor",
  model: "Model",
  orderNumber: "Order number",
  firmware: "Firmware",
  hardware: "Hardware",
  serial: "Serial",
  name: "Name",
  os: "Operating system",
  description: "Description",
  instance: "Instance",
  role: "Role",
  location: "Location",
  owner: "Owner",
  criticality: "Criticality",
};

/** Numbers and codes that are compared letter by letter. */
export const MONO_FIELDS: ReadonlySet<IdentityField> = new Set([
  "orderNumber",
  "firmware",
  "hardware",
  "serial",
  "instance",
]);

/** A field's value as people read it: roles are kept as codes, everything else as it was said. */
export function fieldText(field: IdentityField, value: string): string {
  return field === "role" ? roleTitle(value) : value;
}
