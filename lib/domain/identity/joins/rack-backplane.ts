import { compareText } from "../../compare-text";
import { gapUs, hull, type Interval, intervalOf } from "../../device/interval";
import { vendorKey } from "../../device/vendor-aliases";
import type { Observation } from "../../observation";
import type { Endpoint } from "../endpoints/endpoint";
import { isDistinctiveSerial, serialKey } from "../values/same-value";

/** Addresses of modules in the device's own rack: one hop over the backplane (CIP), a slot of the device (PROFINET). */
const BACKPLANE = /^(?:cip 1\/\d+|profinet slot \d+(?: subslot \d+)?)$/;
/** A rack has a few adapters; a serial behind more of them is a copy. */
const MAX_ADAPTERS = 8;

/** Whether the child stands in the device's own rack. */
export const isOnBackplane = (address: string) => BACKPLANE.test(address);

/** Serial of a module in the endpoint's own rack; null for all that is reached beyond it, or not stated. */
export function backplaneSerial(o: Observation): { readonly slot: string; readonly serial: string } | null {
  const { subject } = o;
  if (subject.child === null || o.kind !== "identity" || o.field !== "serial" || o.inferred) return null;
  if (!BACKPLANE.test(subject.child)) return null;
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
  const racks = new Map<string, Adapter[]>();
  for (const endpoint of endpoints) {
    let maker: string | null = null;
    const items = new Map<string, Map<string, Interval[]>>();
    const names = new Set<string>();
    for (const item of endpoint.evidence) {
      const module = backplaneSerial(item.observation);
      if (!module) continue;
      maker ??= makerOf(endpoint, macVendor);
      names.add(`${item.origin.realm}|${maker}|${module.slot}|${module.serial}`);
      const serials = items.get(module.slot) ?? new Map<string, Interval[]>();
      items.set(module.slot, serials.set(module.serial, [...(serials.get(module.serial) ?? []), intervalOf(item)]));
    }
    const slots = new Map(
      [...items].map(([slot, serials]) => [
        slot,
        new Map([...serials].map(([serial, times]) => [serial, hull(times)])),
      ]),
    );
    for (const name of names) {
      const adapters = racks.get(name);
      if (adapters) adapters.push({ endpoint, slots });
      else racks.set(name, [{ endpoint, slots }]);
    }
  }
  return [...racks]
    .filter(([, adapters]) => adapters.length > 1 && adapters.length <= MAX_ADAPTERS && !areSeveralRacks(adapters))
    .sort((a, b) => compareText(a[0], b[0]))
    .map(([name, adapters]) => [name, adapters.map((it) => it.endpoint).sort((a, b) => compareText(a.key, b.key))]);
}

function makerOf({ mac }: Endpoint, macVendor: (mac: string) => string | null): string {
  const card = mac === null ? null : macVendor(mac);
  return card === null ? "" : vendorKey(card);
}

interface Adapter {
  readonly endpoint: Endpoint;
  /** Slot → serial of the module → when it was met there. */
  readonly slots: ReadonlyMap<string, ReadonlyMap<string, Interval>>;
}

/** A module was moved, or two were swapped: at one time, the adapters lead to different ones in one slot. */
function areSeveralRacks(adapters: readonly Adapter[]): boolean {
  return adapters.some((a, index) =>
    adapters
      .slice(index + 1)
      .some((b) =>
        [...a.slots].some(([slot, own]) =>
          [...own].some(([serial, when]) =>
            [...(b.slots.get(slot) ?? [])].some(([other, then]) => other !== serial && gapUs(when, then) === 0),
          ),
        ),
      ),
  );
}
