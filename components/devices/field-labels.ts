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
