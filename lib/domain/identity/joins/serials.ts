import { isVirtualRouterMac } from "../../address";
import { compareText } from "../../compare-text";
import { vendorKey } from "../../device/vendor-aliases";
import type { Evidence } from "../../observation";
import type { Endpoint } from "../endpoints/endpoint";
import { compareEvidence } from "../values/citation";
import { comparable, isDistinctiveSerial, serialKey } from "../values/same-value";

/** A serial as an identifier: unique only together with its vendor. */
export interface SerialClaim {
  /** "siemens/sc-x4u421302009": vendor key and serial key. */
  readonly value: string;
  /** Where the endpoint stated it first. */
  readonly evidence: Evidence;
  /** The products that the endpoint states in the protocols that state the serial: "protocol|field" → values. */
  readonly products: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Fields that name a product. */
const PRODUCT_FIELDS: ReadonlySet<string> = new Set(["orderNumber", "model"]);

/**
 * The distinctive serials an endpoint states of itself, each with each vendor it states (or, failing that, the one a
 * table concludes). Serials of children are theirs, not the endpoint's.
 */
export function serialsOf(endpoint: Endpoint, macVendor: (mac: string) => string | null): SerialClaim[] {
  const serials = new Map<string, Evidence>();
  const stated = new Set<string>();
  const concluded = new Set<string>();
  const products = new Map<string, Set<string>>();
  const protocols = new Set<string>();
  for (const item of endpoint.evidence) {
    const o = item.observation;
    if (o.kind !== "identity" || o.subject.child !== null) continue;
    if (o.field === "vendor") (o.inferred ? concluded : stated).add(vendorKey(o.value));
    if (PRODUCT_FIELDS.has(o.field) && !o.inferred) {
      const product = comparable(o.field, o.value);
      const name = `${o.protocol}|${o.field}`;
      if (product !== null) products.set(name, (products.get(name) ?? new Set()).add(product));
    }
    if (o.field !== "serial" || o.inferred) continue;
    const key = serialKey(o.value);
    if (!isDistinctiveSerial(key)) continue;
    protocols.add(o.protocol);
    const known = serials.get(key);
    if (!known || compareEvidence(item, known) < 0) serials.set(key, item);
  }
  if (serials.size === 0) return [];
  // A module of a rack passes on the processor's serial, and says elsewhere what it is itself.
  for (const name of products.keys()) if (!protocols.has(name.slice(0, name.lastIndexOf("|")))) products.delete(name);
  const card = endpoint.mac === null ? null : macVendor(endpoint.mac);
  if (card !== null) concluded.add(vendorKey(card));
  const vendors = stated.size > 0 ? stated : concluded;
  return [...vendors].flatMap((vendor) =>
    [...serials].map(([serial, evidence]) => ({ value: `${vendor}/${serial}`, evidence, products })),
  );
}

/**
 * Serial (with vendor) → the endpoints that state it, in the order of their keys. The card of a virtual router is
 * whoever has it at the time, and states the serials of all its members.
 */
export type SerialHolders = ReadonlyMap<string, readonly (readonly [Endpoint, SerialClaim])[]>;

export function serialHolders(endpoints: Iterable<Endpoint>, macVendor: (mac: string) => string | null): SerialHolders {
  const holders = new Map<string, (readonly [Endpoint, SerialClaim])[]>();
  for (const endpoint of endpoints) {
    if (endpoint.mac !== null && isVirtualRouterMac(endpoint.mac)) continue;
    for (const claim of serialsOf(endpoint, macVendor)) {
      const list = holders.get(claim.value);
      if (list) list.push([endpoint, claim]);
      else holders.set(claim.value, [[endpoint, claim]]);
    }
  }
  for (const list of holders.values()) list.sort((a, b) => compareText(a[0].key, b[0].key));
  return holders;
}

/**
 * Holders of one serial, apart by the product that they state in the same words: makers count some products from 1 for
 * each type, so that one short number stands on a drive and on an adapter. Keeps the order.
 */
export function byProduct(holders: readonly (readonly [Endpoint, SerialClaim])[]) {
  const groups: (readonly [Endpoint, SerialClaim])[][] = [];
  for (const holder of holders) {
    const group = groups.find((it) => it.every(([, claim]) => !areOtherProducts(claim.products, holder[1].products)));
    if (group) group.push(holder);
    else groups.push([holder]);
  }
  return groups;
}

function areOtherProducts(a: SerialClaim["products"], b: SerialClaim["products"]): boolean {
  return [...a].some(([name, values]) => {
    const others = b.get(name);
    return others !== undefined && ![...values].some((value) => others.has(value));
  });
}
