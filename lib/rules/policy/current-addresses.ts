import type { Device, DeviceAddress } from "@/lib/domain/device/device";

interface Addressed {
  readonly interfaces: readonly {
    readonly addresses: readonly Pick<DeviceAddress, "ip" | "realm" | "fromUs" | "toUs">[];
  }[];
}

/**
 * Addresses at which a device is now, in one realm: of each card and family the newest, and those that overlap it in
 * time. An address that it left may be another device's tomorrow, and no rule is to follow it there.
 */
export function currentAddresses(device: Addressed, realm: string): string[] {
  const current = device.interfaces.flatMap(({ addresses }) =>
    [false, true].flatMap((isV6) => {
      const own = addresses.filter((it) => it.realm === realm && it.ip.includes(":") === isV6);
      const newest = own.reduce<(typeof own)[number] | null>(
        (best, it) => (best === null || (it.toUs ?? 0) > (best.toUs ?? 0) ? it : best),
        null,
      );
      const from = newest?.fromUs ?? null;
      return own
        .filter((it) => it === newest || from === null || it.toUs === null || it.toUs >= from)
        .map((it) => it.ip);
    }),
  );
  return [...new Set(current)];
}

/** The realm of the device's newest address; null when it has none. */
export function currentRealm(device: Pick<Device, "interfaces">): string | null {
  const addresses = device.interfaces.flatMap((it) => it.addresses);
  const [newest] = [...addresses].sort((a, b) => (b.toUs ?? 0) - (a.toUs ?? 0));
  return newest?.realm ?? null;
}
