/** In the query language: devices that figures count. Retired ones stand in the inventory, but in no sum. */
export const LIVING = "-state:retired";

/** The list of the devices behind a figure: those of the zone, those that fit the query, without retired ones. */
export function livingDevicesHref({ zone, q }: { readonly zone?: string; readonly q?: string } = {}): string {
  const search = new URLSearchParams();
  if (zone !== undefined) search.set("zone", zone);
  search.set("q", q === undefined ? LIVING : `(${q}) ${LIVING}`);
  return `/devices?${search}`;
}
