import { addressScope, isVirtualRouterMac } from "../../address";
import type { Evidence, Observation, Origin, ServiceObservation } from "../../observation";
import { isInsideProtocol, isPlantProtocol } from "../../service/control-protocols";
import {
  answeredNetworks,
  BORROWED_CROWD,
  crowdLimit,
  crowdOf,
  isBareAnswer,
  isBrief,
  MADE_UP_CROWD,
  MAX_BORROWED,
  MIN_BORROWERS,
  throughCard,
} from "../addresses/crowd";
import type { Endpoint } from "./endpoint";

/**
 * When an endpoint counts as a device: it conversed both ways, answered, was leased an address or was declared. One
 * that only announces itself (LLDP, mDNS, GOOSE), or was answered a single time, counts too, unless it comes in a flood:
 * many of which one file shows nothing better.
 */

/** Endpoints that one file may confirm by a single announcement of one protocol. */
const MAX_ONE_TIME_ANNOUNCERS = 256;
/** A real device repeats itself for longer than this; a flood of made-up addresses does not come back. */
const PERSISTENT_US = 60_000_000;

export type Standing =
  | { readonly confirmed: true; readonly isChosen: boolean }
  | {
      readonly confirmed: false;
      readonly isChosen: boolean;
      readonly announcements: readonly string[];
      readonly reason: string;
    };

/** How an endpoint stands by itself; announcements and single answers are judged by `floodsIn`. */
export function standingOf(endpoint: Endpoint, macVendor: (mac: string) => string | null): Standing {
  let isConfirmed = false;
  let isChosen = false;
  let isPersistent = false;
  let sent = 0;
  let hasSighting = false;
  const announcements = new Set<string>();
  // What may be the answer of another, in its name.
  const isThrough = (o: Observation) => endpoint.mac === null && isBareAnswer(o);
  for (const { observation: o, origin } of endpoint.evidence) {
    // People and scanners chose whom they speak of; wire traffic did not. A scanner does not choose who answers.
    if (o.method !== "passive") {
      isChosen = true;
      if (isThrough(o)) announcements.add(announcementOf(origin, throughCard(o)));
      else isConfirmed = true;
      continue;
    }
    if (o.kind === "sighting") {
      hasSighting = true;
      sent += o.sent;
      if (isThrough(o)) announcements.add(announcementOf(origin, throughCard(o)));
      else if (isBrief(o)) announcements.add(announcementOf(origin, crowdOf(o.subject.mac as string, macVendor)));
      else if (o.conversed) isConfirmed = true;
    } else if (o.kind === "binding") {
      if (isBrief(o)) announcements.add(announcementOf(origin, crowdOf(o.subject.mac as string, macVendor)));
      else if (o.proof === "dhcp") isConfirmed = true;
    } else if (o.kind === "service" && isAnswer(o)) {
      if (isThrough(o)) announcements.add(announcementOf(origin, throughCard(o)));
      else isConfirmed = true;
    } else if (o.kind === "service" || (o.kind === "identity" && !o.inferred)) {
      announcements.add(announcementOf(origin, o.protocol));
      if (isRepeated(o)) isPersistent = true;
    }
  }
  if (isChosen && isConfirmed) return { confirmed: true, isChosen };
  if (endpoint.isOnlyCarrier && !endpoint.isCarrier) {
    return {
      confirmed: false,
      isChosen,
      announcements: [],
      reason: "was seen only in frames of addresses that may be behind it",
    };
  }
  if (hasSighting && sent === 0 && !isChosen)
    return { confirmed: false, isChosen, announcements: [], reason: "was addressed, but never sent a frame" };
  if (isConfirmed || isPersistent) return { confirmed: true, isChosen };
  return {
    confirmed: false,
    isChosen,
    announcements: [...announcements],
    reason:
      announcements.size > 0
        ? "announced itself, or was answered, once in a flood of such addresses"
        : "sent frames, but nobody answered it",
  };
}

/** An announcement is known by where it was heard and in which protocol. */
export const announcementOf = ({ realm, fileSha256 }: Origin, protocol: string) => `${realm} ${fileSha256} ${protocol}`;

/**
 * Announcements that too many made to be believed: in one file and protocol, by addresses of which that same file shows
 * nothing better. A matter of each file by itself, so that no other file can turn a flood into devices.
 */
export function floodsIn(evidence: readonly Evidence[]): ReadonlySet<string> {
  const believed = new Set<string>();
  const announcers = new Map<string, Set<string>>();
  const limits = new Map<string, number>();
  /** Realm and file → the makers of whom many show no more than one answered frame there. */
  const crowds = new Map<string, Set<string>>();
  const place = ({ realm, fileSha256 }: Origin, address: string) => `${realm} ${fileSha256} ${address}`;
  for (const item of evidence) {
    const { observation: o, origin } = item;
    const { mac, ip } = o.subject;
    const marks = announcementsOf(item);
    if (isBrief(o) && marks.length > 1) {
      const file = place(origin, "");
      crowds.set(file, (crowds.get(file) ?? new Set()).add((marks[0] as (typeof marks)[number]).name));
    }
    for (const { name, address, limit } of marks) {
      limits.set(name, limit);
      const list = announcers.get(name) ?? new Set();
      announcers.set(name, list.add(place(origin, address)));
    }
    if (!isBelieved(o)) continue;
    if (mac !== null) believed.add(place(origin, mac));
    if (ip !== null) believed.add(place(origin, ip));
  }
  const floods = new Set(
    answeredNetworks(
      evidence,
      (it) => it.observation,
      (it) => announcementOf(it.origin, throughCard(it.observation)),
    ),
  );
  for (const [name, addresses] of announcers) {
    const limit = limits.get(name) as number;
    if (addresses.size <= limit) continue;
    let count = 0;
    for (const address of addresses) if (!believed.has(address)) count++;
    if (count > limit) floods.add(name);
  }
  for (const names of crowds.values()) {
    const borrowed = [...names]
      .map((name) => ({ name, count: countOf([...(announcers.get(name) ?? [])], (it) => !believed.has(it)) }))
      .filter(({ count }) => count >= MIN_BORROWERS);
    if (borrowed.reduce((sum, { count }) => sum + count, 0) <= MAX_BORROWED) continue;
    for (const { name } of borrowed) floods.add(name);
  }
  return floods;
}

const countOf = <T>(items: readonly T[], test: (item: T) => boolean) => items.filter(test).length;

/** In which crowds of announcers the row counts its address, and how many may be in them. */
export function announcementsOf({
  observation: o,
  origin,
}: Evidence): readonly { readonly name: string; readonly address: string; readonly limit: number }[] {
  const { mac, ip } = o.subject;
  if (isBrief(o)) {
    const crowd = crowdOf(mac as string);
    const own = { name: announcementOf(origin, crowd), address: mac as string, limit: crowdLimit(crowd) };
    if (crowd === MADE_UP_CROWD) return [own];
    return [own, { ...own, name: announcementOf(origin, BORROWED_CROWD), limit: MAX_BORROWED }];
  }
  const isAnnouncement = o.kind === "identity" ? !o.inferred : o.kind === "service" && !isAnswer(o);
  const address = ip ?? mac;
  if (!isAnnouncement || address === null || isBelieved(o)) return [];
  return [{ name: announcementOf(origin, o.protocol), address, limit: MAX_ONE_TIME_ANNOUNCERS }];
}

/** Shows more of its addresses than that somebody announced them. */
export function isBelieved(o: Observation): boolean {
  if (isBrief(o)) return false;
  if (o.method !== "passive") return true;
  switch (o.kind) {
    case "sighting":
      return o.conversed;
    case "binding":
      return o.proof === "dhcp";
    case "service":
      return isAnswer(o) || isRepeated(o);
    case "identity":
      return !o.inferred && isRepeated(o);
  }
}

const isAnswer = (o: ServiceObservation) => o.port !== null && o.evidence !== "port-only";

const isRepeated = (o: Observation) => o.count > 2 && (o.lastSeenUs ?? 0) - (o.firstSeenUs ?? 0) >= PERSISTENT_US;

export function isConfirmed(standing: Standing, floods: ReadonlySet<string>): boolean {
  return standing.confirmed || standing.announcements.some((name) => !floods.has(name));
}

/**
 * A peer outside the plant: a public or loopback address whose card nobody saw. It stays in the flows; a device of
 * the plant it is only when a person or a scanner named it, or when it speaks as one (a pump station on a mobile line, a
 * Windows host with a global IPv6 address).
 */
export function isRemote(endpoint: Endpoint, standing: Standing): boolean {
  if (endpoint.ip === null || standing.isChosen) return false;
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
