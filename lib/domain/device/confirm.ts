import { addressScope, isVirtualRouterMac } from "../address";
import type { Evidence } from "../observation";
import { isInsideProtocol, isPlantProtocol } from "../service/control-protocols";
import type { Endpoint } from "./endpoint";

/**
 * When an endpoint counts as a device: it conversed both ways, answered, was leased an address or was declared. One
 * that only announces itself (LLDP, mDNS, GOOSE) counts too, unless it comes in a flood: many that each say it once.
 */

/** Endpoints that one file may confirm by a single announcement of one protocol. */
const MAX_ONE_TIME_ANNOUNCERS = 256;
/** A real device repeats itself for longer than this; a flood of made-up addresses does not come back. */
const PERSISTENT_US = 60_000_000;

export type Standing =
  | { readonly confirmed: true; readonly isChosen: boolean }
  | { readonly confirmed: false; readonly announcements: readonly string[]; readonly reason: string };

/** How an endpoint stands by itself; announcements are judged by `floods` over all endpoints. */
export function standingOf(endpoint: Endpoint): Standing {
  let isConfirmed = false;
  let isChosen = false;
  let isPersistent = false;
  let sent = 0;
  let hasSighting = false;
  const announcements = new Set<string>();
  for (const { observation: o, origin } of endpoint.evidence) {
    // People and scanners chose whom they speak of; wire traffic did not.
    if (o.method !== "passive") isChosen = true;
    if (o.kind === "sighting") {
      hasSighting = true;
      sent += o.sent;
      if (o.conversed) isConfirmed = true;
    } else if (o.kind === "binding") {
      if (o.proof === "dhcp") isConfirmed = true;
    } else if (o.kind === "service" && o.port !== null && o.evidence !== "port-only") {
      isConfirmed = true;
    } else if (o.kind === "service" || (o.kind === "identity" && !o.inferred)) {
      announcements.add(`${origin.fileSha256} ${o.protocol}`);
      if (o.count > 2 && (o.lastSeenUs ?? 0) - (o.firstSeenUs ?? 0) >= PERSISTENT_US) isPersistent = true;
    }
  }
  if (isChosen) return { confirmed: true, isChosen };
  if (endpoint.isOnlyCarrier && !endpoint.isCarrier) {
    return {
      confirmed: false,
      announcements: [],
      reason: "was seen only in frames of addresses that may be behind it",
    };
  }
  if (hasSighting && sent === 0)
    return { confirmed: false, announcements: [], reason: "was addressed, but never sent a frame" };
  if (isConfirmed || isPersistent) return { confirmed: true, isChosen };
  return {
    confirmed: false,
    announcements: [...announcements],
    reason:
      announcements.size > 0
        ? "announced itself once in a flood of such announcements"
        : "sent frames, but nobody answered it",
  };
}

/** Announcements (file and protocol) that too many endpoints made to be believed. */
export function floodsIn(standings: Iterable<Standing>): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const standing of standings) {
    if (standing.confirmed) continue;
    for (const name of standing.announcements) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, count]) => count > MAX_ONE_TIME_ANNOUNCERS).map(([name]) => name));
}

export function isConfirmed(standing: Standing, floods: ReadonlySet<string>): boolean {
  return standing.confirmed || standing.announcements.some((name) => !floods.has(name));
}

/**
 * A peer outside the plant: a public or loopback address whose card nobody saw. It stays in the flows; a device of
 * the plant it is only when a person or a scanner named it, or when it speaks as one (a pump station on a mobile line, a
 * Windows host with a global IPv6 address).
 */
export function isRemote(endpoint: Endpoint, standing: Standing): boolean {
  if (endpoint.ip === null || (standing.confirmed && standing.isChosen)) return false;
  const scope = addressScope(endpoint.ip);
  return (scope === "public" || scope === "loopback") && !endpoint.evidence.some(speaksAsInsider);
}

function speaksAsInsider({ observation: o }: Evidence): boolean {
  if (o.kind === "identity") return !o.inferred && (isPlantProtocol(o.protocol) || isInsideProtocol(o.protocol));
  return o.kind === "service" && (o.evidence === "payload" || o.evidence === "scan") && isPlantProtocol(o.service);
}

/** A virtual-router address that owns nothing of its own is a face of its routers, not a device. */
export function isOnlyVirtual(endpoint: Endpoint): boolean {
  return endpoint.mac !== null && isVirtualRouterMac(endpoint.mac) && !endpoint.evidence.some(hasAddress);
}

const hasAddress = ({ observation }: Evidence) => observation.subject.ip !== null;
