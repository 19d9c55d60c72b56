import { isLocalMac } from "../address";
import type { Observation } from "../observation";

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
