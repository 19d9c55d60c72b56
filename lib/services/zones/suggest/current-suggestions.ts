import "server-only";
import { sql } from "@/lib/db/client";
import { findConversationRevision } from "@/lib/db/flows/conversation";
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
import { KeptForState } from "../../kept-for-state";
import { followedAddresses } from "../followed-addresses";

/** Any number: that it stays the same is what matters, so that the same plant has the same suggestions everywhere. */
const SEED = 62443;

export interface CurrentSuggestions {
  readonly suggestions: readonly ZoneSuggestion[];
  readonly devices: ReadonlyMap<string, LabelledDevice>;
  readonly pairCount: number;
}

const kept = new KeptForState<CurrentSuggestions>();
/** What `suggestionState` said when it was last known that these hold. */
let latest: { readonly state: string; readonly found: CurrentSuggestions } | null = null;

/**
 * What the inventory speaks for now, answered or not. Made again only when conversations or zones changed, or what is said of
 * a device here (docs/decisions/0017).
 */
export async function currentSuggestions(): Promise<CurrentSuggestions> {
  const state = await stateOf(sql);
  const drawn = [await findConversationRevision(), await placesPrint()];
  // Devices last: those that change while suggestions are made are then looked at by who asks next.
  const { said } = await followedAddresses.current();
  const found = await kept.get([...drawn, said], () => make(sql));
  latest = { state, found };
  return found;
}

/** The same as a transaction sees it that has changed nothing yet. */
export async function suggestionsIn(tx: Sql): Promise<CurrentSuggestions> {
  return latest?.state === (await stateOf(tx)) ? latest.found : make(tx);
}

async function stateOf(db: Sql): Promise<string> {
  return [await suggestionState(db), await placesPrint(db)].join(" ");
}

async function make(db: Sql): Promise<CurrentSuggestions> {
  const [devices, pairs, zones] = [await loadSuggestDevices(db), await loadPairTraffic(db), await listZoneRows(db)];
  return {
    suggestions: suggestZones({ devices, pairs, zones, random: seededRandom(SEED) }),
    devices: new Map(devices.map((device) => [device.id, device])),
    pairCount: pairs.length,
  };
}
