import "server-only";
import { streamPlacedDevices } from "@/lib/db/devices/device-detail";
import { listRuleTraffic } from "@/lib/db/flows/rule-traffic";
import type { TargetDesign } from "@/lib/domain/target/target-design";
import {
  type BuiltPolicy,
  buildPolicy,
  type DrawnConduit,
  type ObservedFlow,
  observedFlow,
} from "@/lib/rules/policy/build-policy";
import { currentAddresses } from "@/lib/rules/policy/current-addresses";
import { loadZonePlacer } from "../zones/load-zone-placer";
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

/** What a design, with its conduits or some of them, means for a firewall of one realm. */
export async function loadPolicy(
  design: Pick<TargetDesign, "zones">,
  conduits: readonly DrawnConduit[],
  realm: RuleRealm,
  { title, isToday }: { readonly title: string; readonly isToday: boolean },
): Promise<LoadedPolicy> {
  const { observed, caveats } = await loadObserved(realm);
  const placer = isToday ? null : await loadZonePlacer(design.zones);
  const placed: { zoneId: string | null; ip: string; seenUs: number }[] = [];
  for await (const { zoneId, lastSeenUs, parts } of streamPlacedDevices(placer?.need ?? "address")) {
    for (const ip of currentAddresses(parts, realm.id))
      placed.push({ zoneId: placer ? placer.zoneOf(parts) : zoneId, ip, seenUs: lastSeenUs ?? 0 });
  }
  // Where two devices claim one address, it is that of the device seen last.
  placed.sort((a, b) => b.seenUs - a.seenUs);
  const built = buildPolicy({ title, realm: realm.id, zones: design.zones, conduits, placed, observed });
  return { policy: built.policy, warnings: [...caveats, ...built.warnings], observed };
}
