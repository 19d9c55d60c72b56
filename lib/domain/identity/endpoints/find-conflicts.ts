import type { Citation, Conflict, DeviceField, DeviceInterface, Join } from "../../device/device";
import { cardIdentifier, type Identifier, identifierKey } from "../../device/identifier";
import { isKnownVendor, vendorKey } from "../../device/vendor-aliases";
import type { Evidence } from "../../observation";
import { uuidOf } from "../../uuid-of";
import type { DoubleLease } from "../addresses/leases";
import { citationOf } from "../values/citation";

/** Conflicts of one kind shown per device; the rest would say the same again. */
export const MAX_CONFLICTS = 20;

/** A chassis may have a thousand ports. */
const MAX_PARTIES = 64;

function conflict(
  kind: Conflict["kind"],
  summary: string,
  citations: readonly Citation[],
  parties: readonly Identifier[],
): Conflict {
  return { key: uuidOf(`conflict|${kind}|${summary}`), kind, summary, citations, parties, accepted: null };
}

export function duplicateIp({ first, second }: DoubleLease): Conflict {
  return conflict(
    "duplicate-ip",
    `${first.ip} was used by ${first.mac} and ${second.mac} at the same time`,
    [first.citation, second.citation],
    [
      cardIdentifier(first.realm, first.mac),
      cardIdentifier(second.realm, second.mac),
      { kind: "ip", realm: first.realm, value: first.ip },
    ],
  );
}

export function changedSerial(items: readonly Evidence[]): Conflict {
  const serials = items.flatMap(({ observation: o }) => (o.kind === "identity" ? [o.value] : []));
  const cards = items.flatMap(({ observation, origin }) =>
    observation.subject.mac === null ? [] : [cardIdentifier(origin.realm, observation.subject.mac)],
  );
  return conflict(
    "changed-serial",
    `the serial changed while the MAC stayed: ${serials.join(", then ")}`,
    items.map(citationOf),
    cards.slice(0, 1),
  );
}

export function identityInTwoPlaces(
  serial: string,
  summary: string,
  citations: readonly Citation[],
  places: readonly Identifier[],
): Conflict {
  return conflict("identity-in-two-places", `serial ${serial} ${summary}`, citations, places);
}

/** Cards beyond this many are counted in the sentence. */
const MAX_CARDS_SAID = 3;

/** Cards of an approved device that nobody approved, each with what joined it. A further one makes another contradiction. */
export function unapprovedCard(
  cards: readonly { readonly name: Identifier; readonly join: Join | null }[],
  isByHand: boolean,
): Conflict {
  const said = cards.slice(0, MAX_CARDS_SAID).map(({ name }) => name.value);
  const more = cards.length > MAX_CARDS_SAID ? ` and ${cards.length - MAX_CARDS_SAID} more` : "";
  const since = isByHand
    ? "joined after the device was approved"
    : `joined the device, and no approved list names ${cards.length === 1 ? "it" : "them"}`;
  const joins = cards.flatMap(({ join }) => join ?? []);
  const reasons = [...new Set(joins.map(({ reason }) => reason))].slice(0, MAX_CARDS_SAID);
  // What to split comes first.
  const parties = [...joins.flatMap(({ a, b }) => [a, b]), ...cards.map(({ name }) => name)];
  // A neighbour's or a router's frame may name several cards: it is one place to look at.
  const cited = new Map(joins.flatMap(({ citation: it }) => (it ? [[`${it.fileSha256} ${it.position}`, it]] : [])));
  const own = new Map(parties.map((it) => [identifierKey(it), it]));
  const names = cards.map(({ name }) => identifierKey(name)).join("\n");
  return {
    ...conflict(
      "unapproved-card",
      `${said.join(", ")}${more} ${since}${reasons.length > 0 ? `: ${reasons.join("; ")}` : ""}`,
      [...cited.values()],
      [...own.values()].slice(0, MAX_PARTIES),
    ),
    key: uuidOf(`conflict|unapproved-card|${names}`),
  };
}

/**
 * The device names one maker and its card another. Only when both are makers of plant equipment: computers and
 * modules carry cards of others all the time.
 */
export function vendorAgainstCard(vendor: DeviceField | undefined, interfaces: readonly DeviceInterface[]): Conflict[] {
  if (!vendor || vendor.claim.inferred) return [];
  const stated = vendorKey(vendor.value);
  if (!isKnownVendor(stated)) return [];
  return interfaces.flatMap(({ mac, macVendor, realm }) => {
    if (mac === null || macVendor === null || !isKnownVendor(vendorKey(macVendor)) || vendorKey(macVendor) === stated)
      return [];
    return [
      conflict(
        "vendor-contradicts-oui",
        `says it is made by ${vendor.value}, but its card ${mac} is one of ${macVendor}`,
        [vendor.claim.citation],
        [cardIdentifier(realm, mac)],
      ),
    ];
  });
}
