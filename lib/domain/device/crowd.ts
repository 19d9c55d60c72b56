import { isLocalMac } from "../address";
import type { Observation } from "../observation";
import { subnetOf } from "./carried-addresses";

/**
 * One frame that somebody answered, or one lease: a device says so, and whoever makes up addresses can bring others to
 * say it (a server answers every SYN, a DHCP server leases to every card). Believed unless it comes in a crowd.
 */

/** How many may say no more than that in one file, by what their cards have in common, before nobody is believed. */
const MAX_LOCAL = 256;
/** Whole plants come from one maker. */
const MAX_OF_MAKER = 1_024;
const BRIEF_US = 60_000_000;
const LOCAL = "made-up";
const MAC_PREFIX_CHARACTERS = 8;

/** Whether a capture shows no more of the card than that. Logs and scans count otherwise, and are believed. */
export function isBrief(o: Observation): boolean {
  if (o.subject.mac === null || o.method !== "passive") return false;
  if ((o.lastSeenUs ?? 0) - (o.firstSeenUs ?? 0) >= BRIEF_US) return false;
  if (o.kind === "sighting") return o.conversed && o.sent <= 1 && (o.protocol === "ip" || o.protocol === "ethernet");
  return o.kind === "binding" && o.proof === "dhcp" && o.protocol === "dhcp" && o.count <= 2;
}

/** What the card has in common with a crowd: an address that no maker gave out, or its maker's prefix. */
export function crowdOf(mac: string, macVendor: (mac: string) => string | null = () => ""): string {
  const isMadeUp = isLocalMac(mac) || macVendor(mac) === null;
  return `brief ${isMadeUp ? LOCAL : mac.slice(0, MAC_PREFIX_CHARACTERS)}`;
}

/** From how many on a crowd is one. */
export const crowdLimit = (crowd: string) => (crowd === `brief ${LOCAL}` ? MAX_LOCAL : MAX_OF_MAKER);

/** How many addresses of one network one card may complete handshakes for and nothing else, before none is believed. */
const MAX_THROUGH_CARD = 64;
/** And what part of those that were asked for through it: of a real network, many stay silent. */
const ANSWERED_PART = 0.9;
const BARE_ANSWERS = 3;

/** No more than what a firewall or proxy sends for any address that is asked for: it completed a handshake, or so. */
export function isBareAnswer(o: Observation): boolean {
  if (o.subject.mac === null || o.subject.ip === null || o.method !== "passive") return false;
  if (o.kind === "service") return o.evidence === "handshake" && o.count <= BARE_ANSWERS;
  if (o.kind !== "sighting" || !o.conversed || o.sent > BARE_ANSWERS) return false;
  return (o.lastSeenUs ?? 0) - (o.firstSeenUs ?? 0) < BRIEF_US;
}

/** Addresses of one network (/24, /64) in the frames of one card. */
export const throughCard = ({ subject: { mac, ip } }: Observation) => `through ${mac} ${subnetOf(ip as string)}`;

/**
 * Networks for whose addresses one card of one file answers every time, and nothing but handshakes: a firewall or proxy
 * in front of them. `nameOf` tells files apart. Names by `throughCard`.
 */
export function answeredNetworks<T>(
  evidence: Iterable<T>,
  observationOf: (item: T) => Observation,
  nameOf: (item: T) => string,
): string[] {
  const answered = new Map<string, Set<string>>();
  for (const item of evidence) {
    const o = observationOf(item);
    if (o.kind !== "service" || !isBareAnswer(o)) continue;
    const name = nameOf(item);
    const ips = answered.get(name);
    if (ips) ips.add(o.subject.ip as string);
    else answered.set(name, new Set([o.subject.ip as string]));
  }
  const crowds = new Map([...answered].filter(([, ips]) => ips.size > MAX_THROUGH_CARD));
  if (crowds.size === 0) return [];
  const asked = new Map<string, Set<string>>();
  for (const item of evidence) {
    const o = observationOf(item);
    const { mac, ip } = o.subject;
    if (mac === null || ip === null) continue;
    const name = nameOf(item);
    const ips = crowds.get(name);
    if (!ips) continue;
    if (o.kind === "sighting") asked.set(name, (asked.get(name) ?? new Set()).add(ip));
    if (saysMore(o)) ips.delete(ip);
  }
  return [...crowds].flatMap(([name, ips]) =>
    ips.size > MAX_THROUGH_CARD && ips.size >= (asked.get(name)?.size ?? 0) * ANSWERED_PART ? [name] : [],
  );
}

/** Says of the address what only a host says. */
function saysMore(o: Observation): boolean {
  if (isBareAnswer(o) || o.kind === "binding") return false;
  if (o.kind === "sighting") return o.sent > BARE_ANSWERS;
  return o.kind === "service" ? o.evidence !== "port-only" : !o.inferred;
}
