import "server-only";
import { streamPlacedDevices } from "@/lib/db/devices/device-detail";
import { listRuleTraffic } from "@/lib/db/flows/rule-traffic";
import type { TargetDesign } from "@/lib/domain/target/target-design";
import type { TargetPlaces } from "@/lib/domain/target/target-places";
import {
  type BuiltPolicy,
  buildPolicy,
  type DrawnConduit,
  type ObservedFlow,
  observedFlow,
  type PlacedAddress,
} from "@/lib/rules/policy/build-policy";
import { currentAddresses } from "@/lib/rules/policy/current-addresses";
import { followedAddresses } from "../zones/followed-addresses";
import type { RuleRealm } from "./find-realm";

/** Kinds of conversation that are looked at; beyond it, the answer says so. */
const MAX_TRAFFIC = 200_000;

export interface LoadedPolicy extends BuiltPolicy {
  readonly observed: readonly ObservedFlow[];
}

/** What was observed in a realm, as a firewall sees it. */
export async function loadObserved(realm: RuleRealm): Promise<{ observed: ObservedFlow[]; caveats: string[] }> {
  const rows = await listRuleTraffic(realm.id, MAX_TRAFFIC + 1);
  const observed = rows.slice(0, MAX_TRAFFIC).flatMap((row) => observedFlow(row) ?? []);
  const caveats =
    rows.length > MAX_TRAFFIC
      ? [
          `Of the conversations of ${realm.name}, the first ${MAX_TRAFFIC.toLocaleString("en-GB")} kinds were looked at.`,
        ]
      : [];
  return { observed, caveats };
}

/** What a design, with its conduits or some of them, means for a firewall of one realm; `places` are those of a target. */
export async function loadPolicy(
  design: Pick<TargetDesign, "zones">,
  conduits: readonly DrawnConduit[],
  realm: RuleRealm,
  { title, places }: { readonly title: string; readonly places: TargetPlaces | null },
): Promise<LoadedPolicy> {
  const { observed, caveats } = await loadObserved(realm);
  const placed = await loadPlaced(realm, places);
  const built = buildPolicy({ title, realm: realm.id, zones: design.zones, conduits, placed, observed });
  return { policy: built.policy, warnings: [...caveats, ...built.warnings], observed };
}

/** Every address of the realm with the zone of its device. Where two claim one, it is that of the device seen last. */
async function loadPlaced(realm: RuleRealm, places: TargetPlaces | null): Promise<PlacedAddress[]> {
  followedAddresses.watch(realm.id, null);
  const placed: (PlacedAddress & { readonly seenUs: number })[] = [];
  const [claimed, contested] = [new Set<string>(), new Set<string>()];
  for await (const { id, zoneId, lastSeenUs, parts } of streamPlacedDevices("address")) {
    for (const ip of currentAddresses(parts, realm.id)) {
      placed.push({ zoneId: places ? (places.get(id) ?? null) : zoneId, ip, seenUs: lastSeenUs ?? 0 });
      if (claimed.has(ip)) contested.add(ip);
      claimed.add(ip);
    }
  }
  followedAddresses.watch(realm.id, contested);
  return placed.sort((a, b) => b.seenUs - a.seenUs);
}
