import type { DeviceFacets } from "@/lib/contracts/devices";
import type { DeviceFacet } from "@/lib/domain/device/device-facets";
import type { KnownValues } from "@/lib/domain/query/complete-query";

/** Which facet has the values of a key. */
const FACET_OF_KEY: Readonly<Record<string, DeviceFacet>> = {
  vendor: "vendor",
  role: "role",
  zone: "zone",
  site: "site",
  level: "purdueLevel",
  state: "state",
  presence: "presence",
  risk: "riskBand",
  protocol: "protocol",
  tag: "tag",
  criticality: "criticality",
};

/** Facets that know their values by id, while people write names. */
const BY_LABEL: ReadonlySet<DeviceFacet> = new Set(["zone", "site"]);

/** What the inventory has for the keys of a query, from its facets. */
export function knownValues(facets: DeviceFacets | undefined): KnownValues {
  return (key) => {
    const facet = FACET_OF_KEY[key];
    const values = facets?.facets.find((it) => it.facet === facet)?.values ?? [];
    return values.map(({ value, label, count }) => ({
      value: facet && BY_LABEL.has(facet) && value !== "unzoned" ? label : value,
      count,
    }));
  };
}
