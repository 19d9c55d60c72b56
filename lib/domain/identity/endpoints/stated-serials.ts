import { gapUs, type Interval, intervalOf } from "../../device/interval";
import type { Evidence } from "../../observation";
import type { Lease, Leases } from "../addresses/leases";
import { isDistinctiveSerial, serialKey } from "../values/same-value";

/**
 * Serials tell who stood at an address when the address alone is known: a scanner that meets the successor of a
 * controller before the sensor does speaks of the successor, however near in time the sensor heard the first one.
 */

/** What one scan or log says within this time of a serial, it says of whoever stated it. */
const ONE_VISIT_US = 3_600_000_000;

interface Statement extends Interval {
  readonly family: string;
  readonly serial: string;
}

export interface StatedSerials {
  /** The holders of the address that may be meant by this evidence, which names no card of theirs. */
  among(leases: readonly Lease[], item: Evidence): readonly Lease[];
}

/** Reads what the cards state of themselves, and what is stated from their addresses without a card. */
export function statedSerials(evidence: readonly Evidence[], leases: Leases): StatedSerials {
  const byCard = new Map<string, Map<string, Set<string>>>();
  const byAddress = new Map<string, Statement[]>();
  for (const item of evidence) {
    const { observation: o, origin } = item;
    if (o.kind !== "identity" || o.field !== "serial" || o.inferred || o.subject.child !== null) continue;
    const serial = serialKey(o.value);
    if (!isDistinctiveSerial(serial)) continue;
    const { mac, ip } = o.subject;
    const family = familyOf(o.protocol);
    if (mac !== null && (ip === null || leases.owns(origin.realm, mac, ip))) {
      const card = cardKey(origin.realm, mac);
      const own = byCard.get(card) ?? new Map<string, Set<string>>();
      byCard.set(card, own.set(family, (own.get(family) ?? new Set()).add(serial)));
    } else if (ip !== null) {
      const place = visitKey(item, ip);
      const list = byAddress.get(place);
      const statement = { family, serial, ...intervalOf(item) };
      if (list) list.push(statement);
      else byAddress.set(place, [statement]);
    }
  }
  return {
    among(held, item) {
      const { ip } = item.observation.subject;
      const said = ip === null ? undefined : byAddress.get(visitKey(item, ip));
      if (!said || held.length === 0) return held;
      const when = intervalOf(item);
      const visit = said.filter((it) => (gapUs(it, when) ?? 0) <= ONE_VISIT_US);
      if (visit.length === 0) return held;
      const cards = held.map((lease) => ({ lease, own: byCard.get(cardKey(lease.realm, lease.mac)) }));
      const stating = cards.filter(({ own }) => own && visit.some((it) => states(own, it.serial)));
      const fit =
        stating.length > 0 ? stating : cards.filter(({ own }) => !own || !visit.some((it) => own.has(it.family)));
      return fit.map(({ lease }) => lease);
    },
  };
}

const states = (own: ReadonlyMap<string, ReadonlySet<string>>, serial: string) =>
  [...own.values()].some((serials) => serials.has(serial));

const cardKey = (realm: string, mac: string) => `${realm}\n${mac}`;
const visitKey = ({ origin }: Evidence, ip: string) => `${origin.realm}\n${origin.fileSha256}\n${ip}`;

/** Protocols by the number that they state: a device may have one for its rack and another for its card. */
const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/s7/, "s7"],
  [/enip|cip/, "cip"],
  [/bacnet/, "bacnet"],
  [/profinet|pn-io/, "profinet"],
  [/snmp/, "snmp"],
  [/lldp/, "lldp"],
  [/dnp3/, "dnp3"],
  [/hart/, "hart"],
];

export function familyOf(protocol: string): string {
  return FAMILIES.find(([pattern]) => pattern.test(protocol))?.[1] ?? protocol;
}
