import type { DeviceFacet } from "@/lib/domain/device/device-facets";

/** Facets in the order in which people narrow a list. */
export const FACET_TITLES: Readonly<Record<DeviceFacet, string>> = {
  state: "State",
  riskBand: "Risk",
  presence: "Presence",
  zone: "Zone",
  purdueLevel: "Purdue level",
  vendor: "Vendor",
  role: "Role",
  protocol: "Protocol",
  tag: "Tag",
  criticality: "Criticality",
  site: "Site",
};
export const FACET_ORDER = Object.keys(FACET_TITLES) as readonly DeviceFacet[];
