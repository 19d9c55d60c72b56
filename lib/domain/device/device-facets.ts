/** By what a list of devices is narrowed and counted, in the order in which it is offered. */
export const DEVICE_FACETS = [
  "site",
  "zone",
  "purdueLevel",
  "vendor",
  "role",
  "state",
  "riskBand",
  "protocol",
  "tag",
  "criticality",
  "presence",
] as const;
export type DeviceFacet = (typeof DEVICE_FACETS)[number];
