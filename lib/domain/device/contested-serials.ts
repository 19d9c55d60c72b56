import { subnetOf } from "./carried-addresses";
import { citationOf } from "./citation";
import type { Conflict } from "./device";
import type { Endpoint } from "./endpoint";
import { identityInTwoPlaces } from "./find-conflicts";
import { hull, intervalOf, overlapUs } from "./interval";
import { MAX_SERIAL_HOLDERS } from "./join-endpoints";
import type { Leases } from "./leases";
import type { SerialHolders } from "./serials";
import { vendorKey } from "./vendor-aliases";

/**
 * Serials that cannot be one device's: stated by too many (a copied image, a simulator), or by two cards of different
 * makers in one subnet at the same time (somebody poses as the device). They join nothing; every holder shows the
 * conflict.
 */
export function contestedSerials(
  holders: SerialHolders,
  leases: Leases,
  macVendor: (mac: string) => string | null,
): ReadonlyMap<string, Conflict> {
  const contested = new Map<string, Conflict>();
  for (const [serial, list] of holders) {
    if (list.length < 2) continue;
    const citations = list.slice(0, MAX_SERIAL_HOLDERS).map(([, claim]) => citationOf(claim.evidence));
    if (list.length > MAX_SERIAL_HOLDERS) {
      contested.set(serial, identityInTwoPlaces(serial, `is stated by ${list.length} network cards`, citations));
      continue;
    }
    const rivals = list.flatMap(([a], index) =>
      list.slice(index + 1).flatMap(([b]) => (areRivals(a, b, leases, macVendor) ? [[a, b] as const] : [])),
    )[0];
    if (!rivals) continue;
    const summary = `is stated by ${rivals[0].mac} and ${rivals[1].mac} in one subnet at the same time`;
    contested.set(serial, identityInTwoPlaces(serial, summary, citations));
  }
  return contested;
}

function areRivals(a: Endpoint, b: Endpoint, leases: Leases, macVendor: (mac: string) => string | null): boolean {
  if (a.realm !== b.realm || a.mac === null || b.mac === null) return false;
  if (makerOf(a.mac, macVendor) === makerOf(b.mac, macVendor)) return false;
  const subnets = new Set(leases.of(a.realm, a.mac).map((lease) => subnetOf(lease.ip)));
  if (!leases.of(b.realm, b.mac).some((lease) => subnets.has(subnetOf(lease.ip)))) return false;
  return overlapUs(hull(a.evidence.map(intervalOf)), hull(b.evidence.map(intervalOf))) >= 0;
}

/** A card of an unknown maker is of no maker that another one shares. */
function makerOf(mac: string, macVendor: (mac: string) => string | null): string {
  const maker = macVendor(mac);
  return maker === null ? mac : vendorKey(maker);
}
