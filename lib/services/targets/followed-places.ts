import "server-only";
import { newestDeviceRev } from "@/lib/db/devices/device-changes";
import { readPlacedChanges } from "@/lib/db/devices/placed-device";
import { placesPrint } from "@/lib/db/zones/zone";
import type { Device } from "@/lib/domain/device/device";
import { isUnpatchable } from "@/lib/domain/target/plan-steps";
import type { TargetDesign } from "@/lib/domain/target/target-design";
import { TargetPlaces } from "@/lib/domain/target/target-places";
import { FollowedCopy } from "../followed-copy";
import { KeptByKey } from "../kept-by-key";
import { loadZonePlacer } from "../zones/load-zone-placer";

/** A few versions that people compare. */
const kept = new KeptByKey<FollowedPlaces>(4);

/**
 * Where a version of a target puts every device, brought up to date by the devices that changed since the last time. Read
 * anew after a site, realm or zone changed, which many devices may follow.
 */
export async function targetPlaces(id: string, version: number, design: TargetDesign): Promise<TargetPlaces> {
  const followed = await kept.get(`${id} ${version}`, [await placesPrint()], async () => new FollowedPlaces(design));
  return followed.current();
}

class FollowedPlaces extends FollowedCopy {
  #places = new TargetPlaces();
  #rev = 0;

  constructor(private readonly design: TargetDesign) {
    super();
  }

  async current(): Promise<TargetPlaces> {
    await this.upToDate();
    return this.#places;
  }

  protected async readChanges(): Promise<void> {
    let placer: { readonly rev: number; readonly zoneOf: (device: Device) => string | null } | null = null;
    for await (const changes of readPlacedChanges(this.#rev)) {
      const { rev } = changes.at(-1) as { readonly rev: number };
      // What people decided is read no earlier than the devices that it changed.
      if (placer === null || rev > placer.rev)
        placer = { rev: await newestDeviceRev(), zoneOf: await loadZonePlacer(this.design.zones) };
      for (const change of changes) {
        if (change.isGone) {
          this.#places.remove(change.id);
          continue;
        }
        const { id, zoneId, riskScore, isRetired, detail, vulnerabilities } = change;
        const isWeak = !isRetired && isUnpatchable(vulnerabilities ?? []);
        this.#places.set(id, {
          ...{ zoneId, targetZoneId: placer.zoneOf(detail), riskScore, isRetired },
          isUnpatchable: isWeak,
        });
      }
      this.#rev = rev;
    }
  }

  protected clear(): void {
    this.#places = new TargetPlaces();
    this.#rev = 0;
  }
}
