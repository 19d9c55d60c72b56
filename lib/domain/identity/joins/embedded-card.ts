import { isGroupMac, isLocalMac, isVirtualRouterMac, macInAddress } from "../../address";
import { compareText } from "../../compare-text";
import type { Citation } from "../../device/device";
import type { Evidence, Observation } from "../../observation";
import { subnetOf } from "../addresses/carried-addresses";
import { isBelieved } from "../endpoints/confirm";
import { type Endpoint, macEndpointKey } from "../endpoints/endpoint";
import { citationOf, compareEvidence } from "../values/citation";

/** Networks in which one card may have such addresses; more, and somebody makes them up. */
const MAX_NETWORKS = 8;

/** The burned-in card of whose MAC an IPv6 address was made; null when it was made otherwise, or of one somebody made up. */
export function cardInAddress(ip: string): string | null {
  const mac = macInAddress(ip);
  if (mac === null || isGroupMac(mac) || isLocalMac(mac) || isVirtualRouterMac(mac)) return null;
  return mac === "00:00:00:00:00:00" ? null : mac;
}

/** Somebody was there: a single answered frame is enough, since the address names its owner. */
const isAnswered = (o: Observation) => isBelieved(o) || (o.kind === "sighting" && o.conversed);

export interface EmbeddedCard {
  readonly mac: string;
  /** The card where it was seen, then the addresses that were made of it and of which nobody saw whose they are. */
  readonly endpoints: readonly Endpoint[];
  readonly citations: ReadonlyMap<Endpoint, Citation>;
}

/**
 * Addresses beyond a router, or in logs and scans, that were made of one card: they are its own, for the realm has the card
 * once. Whoever only sends from such an address proves nothing by it.
 */
export function findEmbedded(endpoints: ReadonlyMap<string, Endpoint>): EmbeddedCard[] {
  const made = new Map<string, { readonly mac: string; readonly addresses: Endpoint[] }>();
  for (const endpoint of endpoints.values()) {
    const mac = endpoint.ip === null ? null : cardInAddress(endpoint.ip);
    if (mac === null || !endpoint.evidence.some(({ observation }) => isAnswered(observation))) continue;
    const key = macEndpointKey(endpoint.realm, mac);
    const known = made.get(key);
    if (known) known.addresses.push(endpoint);
    else made.set(key, { mac, addresses: [endpoint] });
  }
  return [...made]
    .sort((a, b) => compareText(a[0], b[0]))
    .flatMap(([key, { mac, addresses }]) => {
      if (new Set(addresses.map(({ ip }) => subnetOf(ip as string))).size > MAX_NETWORKS) return [];
      const card = endpoints.get(key);
      const sorted = addresses.sort((a, b) => compareText(a.key, b.key));
      const citations = new Map(
        sorted.map((it) => {
          const [first] = [...it.evidence].sort(compareEvidence);
          return [it, citationOf(first as Evidence)] as const;
        }),
      );
      return card || sorted.length > 1 ? [{ mac, endpoints: card ? [card, ...sorted] : sorted, citations }] : [];
    });
}
