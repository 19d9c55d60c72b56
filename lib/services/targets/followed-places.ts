import "server-only";
import { newestDeviceRev } from "@/lib/db/devices/device-changes";
import { type PlacedChange, readPlacedChanges } from "@/lib/db/devices/placed-device";
import { placesPrint } from "@/lib/db/zones/zone";
import { isUnpatchable } from "@/lib/domain/target/plan-steps";
import type { TargetDesign } from "@/lib/domain/target/target-design";
import { TargetPlaces } from "@/lib/domain/target/target-places";
import type { PlacementNeed } from "@/lib/domain/zone/place-device";
import { FollowedCopy } from "../followed-copy";
import { KeptByKey } from "../kept-by-key";
import { type LoadedPlacer, loadZonePlacer } from "../zones/load-zone-placer";

/** A few versions that people compare. */
const kept = new KeptByKey<FollowedPlaces>(4);

/**
 * Where a version of a target puts every device, brought up to date by the devices that changed since the last time. Read
 * anew after a site, realm or zone changed, which many devices may follow.
 */
export async function targetPlaces(
  id: string,
  version: number,
  design: TargetDesign,
  tellRead?: (devices: number) => void,
): Promise<TargetPlaces> {
  const followed = await kept.get(`${id} ${version}`, [await placesPrint()], async () => new FollowedPlaces(design));
  return followed.current(tellRead);
}

interface DatedPlacer extends LoadedPlacer {
  /** The newest change of a device before it was read. */
  readonly rev: number;
}

class FollowedPlaces extends FollowedCopy {
  #places = new TargetPlaces();
  #rev = 0;
  #read = 0;
  #tellRead: (devices: number) => void = () => {};
  /** What the last placer needed of each device. */
  #need: PlacementNeed = "address";

  constructor(private readonly design: TargetDesign) {
    super();
  }

  /** @param tellRead is told after each batch how many devices were read, also where somebody else's question reads them */
  async current(tellRead?: (devices: number) => void): Promise<TargetPlaces> {
    if (tellRead) this.#tellRead = tellRead;
    await this.upToDate();
    return this.#places;
  }

  protected async readChanges(): Promise<void> {
    while (!(await this.#readAll()));
  }

  /** False where what people decided meanwhile needs more of each device than is read: it goes on from there. */
  async #readAll(): Promise<boolean> {
    let placer: DatedPlacer | null = null;
    for await (const changes of readPlacedChanges(this.#rev, this.#need)) {
      const { rev } = changes.at(-1) as PlacedChange;
      // What people decided is read no earlier than the devices that it changed.
      if (placer === null || rev > placer.rev)
        placer = { rev: await newestDeviceRev(), ...(await loadZonePlacer(this.design.zones)) };
      if (placer.need !== this.#need) {
        this.#need = placer.need;
        return false;
      }
      for (const change of changes) this.#put(change, placer);
      this.#rev = rev;
      this.#read += changes.length;
      this.#tellRead(this.#read);
    }
    return true;
  }

  #put(change: PlacedChange, { zoneOf }: DatedPlacer): void {
    if (change.isGone) {
      this.#places.remove(change.id);
      return;
    }
    const { id, zoneId, riskScore, isRetired, parts, vulnerabilities } = change;
    const isWeak = !isRetired && isUnpatchable(vulnerabilities ?? []);
    this.#places.set(id, {
      ...{ zoneId, targetZoneId: zoneOf(parts), riskScore, isRetired },
      isUnpatchable: isWeak,
    });
  }

  protected clear(): void {
    this.#places = new TargetPlaces();
    this.#rev = 0;
    this.#read = 0;
  }
}
