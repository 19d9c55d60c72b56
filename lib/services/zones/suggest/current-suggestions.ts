import "server-only";
import { sql } from "@/lib/db/client";
import type { Sql } from "@/lib/db/sql";
import { listZoneRows, placesPrint } from "@/lib/db/zones/zone";
import {
  type LabelledDevice,
  loadPairTraffic,
  loadSuggestDevices,
  suggestionState,
} from "@/lib/db/zones/zone-suggestion";
import { seededRandom } from "@/lib/domain/random";
import { suggestZones } from "@/lib/domain/zone/suggest/suggest-zones";
import type { ZoneSuggestion } from "@/lib/domain/zone/suggest/suggestion";

/** Any number: that it stays the same is what matters, so that the same plant has the same suggestions everywhere. */
const SEED = 62443;

export interface CurrentSuggestions {
  readonly suggestions: readonly ZoneSuggestion[];
  readonly devices: ReadonlyMap<string, LabelledDevice>;
  readonly pairCount: number;
}

let latest: { readonly state: string; readonly found: CurrentSuggestions } | null = null;

/** What the inventory speaks for now, answered or not; computed again only when devices, flows or zones changed. */
export async function currentSuggestions(db: Sql = sql): Promise<CurrentSuggestions> {
  const state = [await suggestionState(db), await placesPrint(db)].join(" ");
  if (latest?.state === state) return latest.found;
  const [devices, pairs, zones] = [await loadSuggestDevices(db), await loadPairTraffic(db), await listZoneRows(db)];
  const found = {
    suggestions: suggestZones({ devices, pairs, zones, random: seededRandom(SEED) }),
    devices: new Map(devices.map((device) => [device.id, device])),
    pairCount: pairs.length,
  };
  latest = { state, found };
  return found;
}
