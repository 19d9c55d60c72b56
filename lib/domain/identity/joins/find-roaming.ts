import { isLocalMac, isVirtualRouterMac } from "../../address";
import { compareText } from "../../compare-text";
import { intervalOf } from "../../device/interval";
import { pushAll } from "../../long-lists";
import type { Endpoint } from "../endpoints/endpoint";
import { hostLabel } from "../values/host-label";
import { isVirtualMachineCard } from "../values/virtual-machine-cards";
import { namesIn } from "./identifiers-of";

export interface Traveller {
  /** What the cards are called, each by at least one of these. */
  readonly names: ReadonlySet<string>;
  readonly cards: readonly Endpoint[];
}

/** Nobody carries a laptop to another network and back within this time. */
const SHORT_SILENCE_US = 3_600_000_000;

/**
 * Cards that went from realm to realm: the same burned-in MAC, the same name stated there, and never in two realms at
 * one time. A MAC that is in two realms at once was cloned, and one without a common name may be anybody's: both stay
 * devices of their realms. Routers join realms, they do not travel between them; an image of a virtual machine is copied.
 */
export function findRoaming(endpoints: Iterable<Endpoint>): Traveller[] {
  const byMac = new Map<string, Endpoint[]>();
  for (const endpoint of endpoints) {
    const { mac, isCarrier } = endpoint;
    if (mac === null || isLocalMac(mac) || isVirtualRouterMac(mac) || isVirtualMachineCard(mac) || isCarrier) continue;
    const list = byMac.get(mac);
    if (list) list.push(endpoint);
    else byMac.set(mac, [endpoint]);
  }
  const roaming: Traveller[] = [];
  for (const cards of byMac.values()) {
    if (cards.length < 2) continue;
    cards.sort((a, b) => compareText(a.key, b.key));
    pushAll(
      roaming,
      namesakes(cards).filter((it) => it.cards.length > 1 && neverAtOnce(it.cards)),
    );
  }
  return roaming;
}

/** The cards by the names that they have in common; one that says none, or another, stands alone. */
function namesakes(cards: readonly Endpoint[]): Traveller[] {
  const groups: { readonly names: Set<string>; readonly cards: Endpoint[] }[] = [];
  for (const card of cards) {
    const own = new Set(
      namesIn(card.evidence).map(({ kind, value }) => (kind === "hostname" ? hostLabel(value) : value)),
    );
    const [first, ...others] = groups.filter(({ names }) => [...own].some((name) => names.has(name)));
    if (!first) {
      groups.push({ names: own, cards: [card] });
      continue;
    }
    for (const other of others) {
      for (const name of other.names) first.names.add(name);
      pushAll(first.cards, other.cards);
      groups.splice(groups.indexOf(other), 1);
    }
    for (const name of own) first.names.add(name);
    first.cards.push(card);
  }
  return groups.map((group) => ({
    names: group.names,
    cards: group.cards.sort((a, b) => compareText(a.key, b.key)),
  }));
}

interface Stay {
  readonly fromUs: number;
  toUs: number;
}

function neverAtOnce(cards: readonly Endpoint[]): boolean {
  const stays = cards.flatMap(staysOf).sort((a, b) => a.fromUs - b.fromUs);
  return stays.every((stay, index) => index === 0 || stay.fromUs > (stays[index - 1] as Stay).toUs);
}

/** Times in which the card was there; a short silence is no absence. */
function staysOf({ evidence }: Endpoint): Stay[] {
  const spans = evidence
    .map(intervalOf)
    .flatMap(({ fromUs, toUs }) => (fromUs === null || toUs === null ? [] : [{ fromUs, toUs }]))
    .sort((a, b) => a.fromUs - b.fromUs);
  const stays: Stay[] = [];
  for (const span of spans) {
    const last = stays.at(-1);
    if (last && span.fromUs - last.toUs <= SHORT_SILENCE_US) last.toUs = Math.max(last.toUs, span.toUs);
    else stays.push({ ...span });
  }
  return stays;
}
