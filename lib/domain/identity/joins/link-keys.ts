import type { Identifier } from "../../device/identifier";
import type { Evidence, Observation } from "../../observation";
import { hostLabel } from "../values/host-label";
import { serialKey } from "../values/same-value";
import { aggregationOf } from "./aggregated-ports";
import { cardInAddress } from "./embedded-card";
import { rowOf } from "./find-listed";
import { sshHostKeyOf } from "./identifiers-of";
import { backplaneSerial } from "./rack-backplane";
import { networkDeviceOf } from "./shared-children";

/**
 * What may tie two endpoints besides their addresses, as one short text: a serial, a name or a child,
 * without maker and realm.
 * Wider than what really joins, so that endpoints with different links are certainly not joined by them.
 */
export function linkOf(observation: Observation): string | null {
  const module = backplaneSerial(observation);
  if (module) return `serial ${short(module.serial)}`;
  const child = networkDeviceOf(observation);
  if (child) return `child ${short(child)}`;
  if (observation.kind !== "identity" || observation.inferred || observation.subject.child !== null) return null;
  const hostKey = sshHostKeyOf(observation);
  if (hostKey !== null) return `key ${hostKey}`;
  const { field, value } = observation;
  if (field === "serial") return `serial ${short(serialKey(value))}`;
  return field === "name" || field === "instance" ? nameLink(value) : null;
}

/** The row of a list that may give the card to one device with others. */
export function rowLinkOf(evidence: Evidence): string | null {
  const row = rowOf(evidence);
  return row === null ? null : `row ${row}`;
}

const CARD = "card ";

export const linkOfCard = (mac: string) => `${CARD}${mac}`;

/** The card that the link names; null for all other links. */
export const cardOfLink = (link: string) => (link.startsWith(CARD) ? link.slice(CARD.length) : null);

/**
 * The card that the observation names: its subject's address was made of it, also where that stands beside the card itself
 * without a proof that it is its own, or it is the system of its aggregation.
 */
export function cardLinkOf(observation: Observation): string | null {
  const { ip } = observation.subject;
  const card = aggregationOf(observation) ?? (ip === null ? null : cardInAddress(ip));
  return card === null ? null : linkOfCard(card);
}

/** The link of an identifier that is no address; null for addresses. */
export function linkOfIdentifier({ kind, value }: Identifier): string | null {
  switch (kind) {
    case "mac":
    case "local-mac":
    case "ip":
      return null;
    case "serial":
      return `serial ${short(value.slice(value.indexOf("/") + 1))}`;
    case "ssh-host-key":
      return `key ${value}`;
    default:
      return nameLink(value);
  }
}

/** By the host's own part, which is the whole of a station's name that has no dots. */
const nameLink = (value: string) => `name ${short(hostLabel(value))}`;

/** Longer texts are told apart by their beginning only, which is enough here; no pair of surrogates is cut. */
const short = (text: string) => text.slice(0, 200).replace(/[\ud800-\udbff]$/, "");
