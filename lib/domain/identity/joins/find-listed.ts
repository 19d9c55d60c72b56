import { isVirtualRouterMac } from "../../address";
import { compareText } from "../../compare-text";
import type { Citation } from "../../device/device";
import type { Evidence } from "../../observation";
import type { Endpoint } from "../endpoints/endpoint";
import { citationOf, compareEvidence } from "../values/citation";

/**
 * Where a list declares a card: its file and the row, or the object, that describes the device. Null for all that is
 * no card of a list; the address of a virtual router stands in the rows of several.
 */
export function rowOf({ observation, origin }: Evidence): string | null {
  const { mac, child } = observation.subject;
  if (observation.method !== "declared" || mac === null || child !== null || isVirtualRouterMac(mac)) return null;
  return `${origin.realm}|${origin.fileSha256}|${observation.position}`;
}

/** Cards that one row of a list gives to one device: somebody who knows them says so. */
export function findListed(
  endpoints: Iterable<Endpoint>,
): (readonly [cards: readonly Endpoint[], citation: Citation])[] {
  const rows = new Map<string, { readonly cards: Set<Endpoint>; first: Evidence }>();
  for (const endpoint of endpoints) {
    for (const item of endpoint.evidence) {
      const row = item.observation.subject.mac === endpoint.mac ? rowOf(item) : null;
      if (row === null) continue;
      const known = rows.get(row);
      if (!known) rows.set(row, { cards: new Set([endpoint]), first: item });
      else {
        known.cards.add(endpoint);
        if (compareEvidence(item, known.first) < 0) known.first = item;
      }
    }
  }
  return [...rows]
    .filter(([, { cards }]) => cards.size > 1)
    .sort((a, b) => compareText(a[0], b[0]))
    .map(([, { cards, first }]) => [[...cards].sort((a, b) => compareText(a.key, b.key)), citationOf(first)]);
}
