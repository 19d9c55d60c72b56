import "server-only";
import type { StoredFacts } from "@/lib/db/inventory/inventory-part";
import { TimeSpans } from "@/lib/domain/device/time-spans";

/** Realm → when somebody was heard there, over these contents. */
export function listeningOf(facts: Iterable<StoredFacts>): Map<string, TimeSpans> {
  const byRealm = new Map<string, { fromUs: number; toUs: number }[]>();
  for (const { realm, listeningFrom, listeningTo } of facts) {
    if (listeningFrom.length === 0) continue;
    const spans = byRealm.get(realm) ?? [];
    byRealm.set(realm, spans);
    listeningFrom.forEach((fromUs, index) => {
      spans.push({ fromUs, toUs: listeningTo[index] as number });
    });
  }
  return new Map([...byRealm].map(([realm, spans]) => [realm, new TimeSpans(spans)]));
}

export function floodsOf(facts: Iterable<StoredFacts>): Set<string> {
  return new Set([...facts].flatMap(({ floods }) => floods));
}
