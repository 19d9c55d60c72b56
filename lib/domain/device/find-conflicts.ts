import type { Evidence } from "../observation";
import { citationOf } from "./citation";
import type { Citation, Conflict, DeviceField, DeviceInterface } from "./device";
import type { DoubleLease } from "./leases";
import { isKnownVendor, vendorKey } from "./vendor-aliases";

/** Conflicts of one kind shown per device; the rest would say the same again. */
export const MAX_CONFLICTS = 20;

export function duplicateIp({ first, second }: DoubleLease): Conflict {
  return {
    kind: "duplicate-ip",
    summary: `${first.ip} was used by ${first.mac} and ${second.mac} at the same time`,
    citations: [first.citation, second.citation],
  };
}

export function changedSerial(items: readonly Evidence[]): Conflict {
  const serials = items.flatMap(({ observation: o }) => (o.kind === "identity" ? [o.value] : []));
  return {
    kind: "changed-serial",
    summary: `the serial changed while the MAC stayed: ${serials.join(", then ")}`,
    citations: items.map(citationOf),
  };
}

export function identityInTwoPlaces(serial: string, summary: string, citations: readonly Citation[]): Conflict {
  return { kind: "identity-in-two-places", summary: `serial ${serial} ${summary}`, citations };
}

/**
 * The device names one maker and its card another. Only when both are makers of plant equipment: computers and
 * modules carry cards of others all the time.
 */
export function vendorAgainstCard(vendor: DeviceField | undefined, interfaces: readonly DeviceInterface[]): Conflict[] {
  if (!vendor || vendor.claim.inferred) return [];
  const stated = vendorKey(vendor.value);
  if (!isKnownVendor(stated)) return [];
  return interfaces.flatMap(({ mac, macVendor }) => {
    if (macVendor === null || !isKnownVendor(vendorKey(macVendor)) || vendorKey(macVendor) === stated) return [];
    return [
      {
        kind: "vendor-contradicts-oui" as const,
        summary: `says it is made by ${vendor.value}, but its card ${mac} is one of ${macVendor}`,
        citations: [vendor.claim.citation],
      },
    ];
  });
}
