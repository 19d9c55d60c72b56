import type { Observation } from "../observation";
import { compareText } from "./compare-text";
import type { Endpoint } from "./endpoint";
import { isDistinctiveSerial, serialKey } from "./same-value";
import { vendorKey } from "./vendor-aliases";

/** Addresses of modules in the device's own rack: one hop over the backplane (CIP), a slot of the device (PROFINET). */
const BACKPLANE = /^(?:cip 1\/\d+|profinet slot \d+(?: subslot \d+)?)$/;
/** A rack has a few adapters; a serial behind more of them is a copy. */
const MAX_ADAPTERS = 8;

/** Whether the child stands in the device's own rack. */
export const isOnBackplane = (address: string) => BACKPLANE.test(address);

/** Serial of a module in the endpoint's own rack; null for all that is reached beyond it, or not stated. */
export function backplaneSerial({
  subject,
  ...o
}: Observation): { readonly slot: string; readonly serial: string } | null {
  if (subject.child === null || !BACKPLANE.test(subject.child)) return null;
  if (o.kind !== "identity" || o.field !== "serial" || o.inferred) return null;
  const serial = serialKey(o.value);
  return isDistinctiveSerial(serial) ? { slot: subject.child, serial } : null;
}

/**
 * Cards through which one module of one rack is reached over the backplane: the same serial in the same slot behind
 * cards of one maker. A module that stands two networks on, or behind a gateway of a field network, is not in the rack.
 */
export function findRacks(
  endpoints: Iterable<Endpoint>,
  macVendor: (mac: string) => string | null,
): (readonly [name: string, adapters: readonly Endpoint[]])[] {
  const racks = new Map<string, Endpoint[]>();
  for (const endpoint of endpoints) {
    const card = endpoint.mac === null ? null : macVendor(endpoint.mac);
    const maker = card === null ? "" : vendorKey(card);
    const names = new Set<string>();
    for (const { observation, origin } of endpoint.evidence) {
      const module = backplaneSerial(observation);
      if (module) names.add(`${origin.realm}|${maker}|${module.slot}|${module.serial}`);
    }
    for (const name of names) {
      const adapters = racks.get(name);
      if (adapters) adapters.push(endpoint);
      else racks.set(name, [endpoint]);
    }
  }
  return [...racks]
    .filter(([, adapters]) => adapters.length > 1 && adapters.length <= MAX_ADAPTERS)
    .sort((a, b) => compareText(a[0], b[0]))
    .map(([name, adapters]) => [name, adapters.sort((a, b) => compareText(a.key, b.key))]);
}
