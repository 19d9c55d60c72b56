import "server-only";
import { unlessForgotten } from "@/lib/db/read-changes";
import { type MapDeviceRow, readMapDeviceChanges } from "@/lib/db/zones/map";

/**
 * What a map says of its devices, so that it can be told whether it still holds after devices changed: nearly every change
 * is of what no map shows, such as when a device was last seen.
 */
export class MapBasis {
  readonly #shown: ReadonlyMap<string, MapDeviceRow>;
  /** The last of those that were read, where there are more. */
  readonly #last: string | null;
  #rev: number;

  /**
   * @param rev of the last device that changed before these were read
   * @param isCut there are more, behind the last of these
   */
  constructor(rev: number, devices: readonly MapDeviceRow[], isCut: boolean) {
    this.#rev = rev;
    this.#shown = new Map(devices.map((it) => [it.id, it]));
    this.#last = isCut ? (devices.at(-1)?.id ?? null) : null;
  }

  /**
   * Whether the map would be of the same devices, and say the same of them, as far as that is known. Reads those that have
   * changed since the last time.
   */
  holds(): Promise<boolean> {
    return unlessForgotten(this.#saysTheSame());
  }

  async #saysTheSame(): Promise<boolean> {
    for await (const changes of readMapDeviceChanges(this.#rev, this.#last)) {
      for (const { rev, id, device, isBehind } of changes) {
        const shown = this.#shown.get(id);
        const isSame = shown ? device !== null && saysSame(shown, device) : device === null || isBehind;
        if (!isSame) return false;
        this.#rev = Math.max(this.#rev, rev);
      }
    }
    return true;
  }
}

function saysSame(a: MapDeviceRow, b: MapDeviceRow): boolean {
  return (
    a.name === b.name && a.zoneId === b.zoneId && a.role === b.role && a.riskBand === b.riskBand && a.state === b.state
  );
}
