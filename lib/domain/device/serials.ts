import type { Evidence } from "../observation";
import type { Endpoint } from "./endpoint";
import { isDistinctiveSerial, serialKey } from "./same-value";
import { vendorKey } from "./vendor-aliases";

/** A serial as an identifier: unique only together with its vendor. */
export interface SerialClaim {
  /** "siemens/sc-x4u421302009": vendor key and serial key. */
  readonly value: string;
  readonly evidence: Evidence;
}

/**
 * The distinctive serials an endpoint states of itself, each with each vendor it states (or, failing that, the one a
 * table concludes). Serials of children are theirs, not the endpoint's.
 */
export function serialsOf(endpoint: Endpoint, macVendor: (mac: string) => string | null): SerialClaim[] {
  const serials = new Map<string, Evidence>();
  const stated = new Set<string>();
  const concluded = new Set<string>();
  for (const item of endpoint.evidence) {
    const o = item.observation;
    if (o.kind !== "identity" || o.subject.child !== null) continue;
    if (o.field === "vendor") (o.inferred ? concluded : stated).add(vendorKey(o.value));
    if (o.field !== "serial" || o.inferred) continue;
    const key = serialKey(o.value);
    if (isDistinctiveSerial(key) && !serials.has(key)) serials.set(key, item);
  }
  if (serials.size === 0) return [];
  const card = endpoint.mac === null ? null : macVendor(endpoint.mac);
  if (card !== null) concluded.add(vendorKey(card));
  const vendors = stated.size > 0 ? stated : concluded;
  return [...vendors].flatMap((vendor) =>
    [...serials].map(([serial, evidence]) => ({ value: `${vendor}/${serial}`, evidence })),
  );
}
