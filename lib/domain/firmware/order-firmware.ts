import { compareVersions, orderVersions, type Version } from "../advisory/version";
import { compareText } from "../compare-text";
import { profileOf, versionOf } from "../vulnerability/product-profile";
import { observedMake, type ProductMake } from "./product";

/** How one firmware version stands to another of the same product; "differs": the two cannot be brought in an order. */
export type FirmwareOrder = "same" | "behind" | "ahead" | "differs";

/** Reads and compares a product's firmware versions by its maker's way of counting (lib/domain/advisory/version.ts). */
export interface FirmwareScheme {
  /** Null for what is no version. */
  read(firmware: string): Version | null;
  /** How `firmware` stands to `other`. The same text is always the same version. */
  order(firmware: string, other: string): FirmwareOrder;
  /** Oldest first; what is no version comes last, by its text. */
  sorted(versions: readonly string[]): string[];
}

export function firmwareSchemeOf(make: ProductMake): FirmwareScheme {
  const profile = profileOf(observedMake(make, null));
  const known = new Map<string, Version | null>();
  const read = (firmware: string) => {
    let version = known.get(firmware);
    if (version === undefined) {
      version = profile === null ? null : versionOf(profile, firmware);
      known.set(firmware, version);
    }
    return version;
  };
  return {
    read,
    order(firmware, other) {
      if (firmware.trim().toLowerCase() === other.trim().toLowerCase()) return "same";
      const [a, b] = [read(firmware), read(other)];
      const order = a === null || b === null ? null : compareVersions(a, b);
      return order === null ? "differs" : order < 0 ? "behind" : order > 0 ? "ahead" : "same";
    },
    sorted: (versions) =>
      [...versions].sort((one, other) => {
        const [a, b] = [read(one), read(other)];
        if (a === null || b === null) return a === b ? compareText(one, other) : a === null ? 1 : -1;
        return orderVersions(a, b) || compareText(one, other);
      }),
  };
}
