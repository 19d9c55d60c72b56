import type { Evidence } from "../observation";
import { compareEvidence } from "./citation";
import { compareText } from "./compare-text";
import type { Endpoint } from "./endpoint";
import { isDistinctiveSerial, serialKey } from "./same-value";
import { vendorKey } from "./vendor-aliases";

/** A serial as an identifier: unique only together with its vendor. */
export interface SerialClaim {
  /** "siemens/sc-x4u421302009": vendor key and serial key. */
  readonly value: string;
  /** Where the endpoint stated it first. */
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
    const known = serials.get(key);
    if (isDistinctiveSerial(key) && (!known || compareEvidence(item, known) < 0)) serials.set(key, item);
  }
  if (serials.size === 0) return [];
  const card = endpoint.mac === null ? null : macVendor(endpoint.mac);
  if (card !== null) concluded.add(vendorKey(card));
  const vendors = stated.size > 0 ? stated : concluded;
  return [...vendors].flatMap((vendor) =>
    [...serials].map(([serial, evidence]) => ({ value: `${vendor}/${serial}`, evidence })),
  );
}

/** Serial (with vendor) → the endpoints that state it, in the order of their keys. */
export type SerialHolders = ReadonlyMap<string, readonly (readonly [Endpoint, SerialClaim])[]>;

export function serialHolders(endpoints: Iterable<Endpoint>, macVendor: (mac: string) => string | null): SerialHolders {
  const holders = new Map<string, (readonly [Endpoint, SerialClaim])[]>();
  for (const endpoint of endpoints) {
    for (const claim of serialsOf(endpoint, macVendor)) {
      const list = holders.get(claim.value);
      if (list) list.push([endpoint, claim]);
      else holders.set(claim.value, [[endpoint, claim]]);
    }
  }
  for (const list of holders.values()) list.sort((a, b) => compareText(a[0].key, b[0].key));
  return holders;
}
