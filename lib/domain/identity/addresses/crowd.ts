import { isLocalMac } from "../../address";
import type { Observation } from "../../observation";
import { subnetOf } from "./carried-addresses";
import { isFirstHop } from "./hops";

/**
 * One frame that somebody answered, or one lease: a device says so, and whoever makes up addresses can bring others to
 * say it (a server answers every SYN, a DHCP server leases to every card). Believed unless it comes in a crowd.
 */

/** How many may say no more than that in one file, by what their cards have in common, before nobody is believed. */
const MAX_LOCAL = 256;
/** Whole plants come from one maker. */
const MAX_OF_MAKER = 1_024;
/**
 * Of whatever makers: whoever makes up addresses can take their prefixes from a list. Counted are prefixes that so many
 * share at least: among addresses drawn at random no two have one, and the few real devices among them keep theirs.
 */
export const MAX_BORROWED = 2_048;
export const MIN_BORROWERS = 8;
const BRIEF_US = 60_000_000;
const MAC_PREFIX_CHARACTERS = 8;

/** Whether a capture shows no more of the card than that. Logs and scans count otherwise, and are believed. */
export function isBrief(o: Observation): boolean {
  if (o.subject.mac === null || o.method !== "passive") return false;
  if ((o.lastSeenUs ?? 0) - (o.firstSeenUs ?? 0) >= BRIEF_US) return false;
  if (o.kind === "sighting") return o.conversed && o.sent <= 1 && (o.protocol === "ip" || o.protocol === "ethernet");
  return o.kind === "binding" && o.proof === "dhcp" && o.protocol === "dhcp" && o.count <= 2;
}

/** The name of the crowd of cards that no maker gave out. */
export const MADE_UP_CROWD = `brief made-up`;

/** The name of the crowd of all cards that some maker may have given out. */
export const BORROWED_CROWD = "brief of makers";

/** What the card has in common with a crowd: an address that no maker gave out, or its maker's prefix. */
export function crowdOf(mac: string, macVendor: (mac: string) => string | null = () => ""): string {
  const isMadeUp = isLocalMac(mac) || macVendor(mac) === null;
  return isMadeUp ? MADE_UP_CROWD : `brief ${mac.slice(0, MAC_PREFIX_CHARACTERS)}`;
}

/** From how many on a crowd is one. */
export const crowdLimit = (crowd: string) => (crowd === MADE_UP_CROWD ? MAX_LOCAL : MAX_OF_MAKER);

/** How many addresses of one network one card may answer for with no more than that, before none is believed. */
const MAX_THROUGH_CARD = 64;
/** And what part of those that were asked for through it: of a real network, many stay silent. */
const ANSWERED_PART = 0.9;
/** Logs and scans name no card, and some not who asked: there it takes a whole network (/24) that answers. */
const WHOLE_NETWORK = 229;
const BARE_ANSWERS = 3;

/** No more than what a firewall or proxy sends for any address that is asked for: it took or refused a connection. */
export function isBareAnswer(o: Observation): boolean {
  if (o.subject.ip === null || o.method === "declared") return false;
  if (o.kind === "service") {
    if (o.method === "active") return o.product === null && o.version === null && o.evidence !== "payload";
    return o.evidence === "handshake" && o.count <= BARE_ANSWERS;
  }
  if (o.kind !== "sighting" || !o.conversed || o.sent > BARE_ANSWERS) return false;
  return (o.lastSeenUs ?? 0) - (o.firstSeenUs ?? 0) < BRIEF_US;
}

/** Addresses of one network (/24, /64) in the frames of one card, or of nobody's. */
export const throughCard = ({ subject: { mac, ip } }: Observation) =>
  `through ${mac ?? "none"} ${subnetOf(ip as string)}`;

/** What one card (or, in logs and scans, nobody's) answered with in the name of the addresses of one network. */
interface Answers {
  /** Certainly asked for: a handshake was completed, or the hop count says that the card itself refused. */
  readonly asked: Set<string>;
  /** They may have asked themselves. */
  readonly either: Set<string>;
}

/**
 * Networks for whose addresses one card of one file answers every time, and with nothing but connections taken or
 * refused: a firewall or proxy in front of them. `nameOf` tells files apart. Names by `throughCard`.
 */
export function answeredNetworks<T>(
  evidence: Iterable<T>,
  observationOf: (item: T) => Observation,
  nameOf: (item: T) => string,
): string[] {
  const answered = new Map<string, Answers>();
  for (const item of evidence) {
    const o = observationOf(item);
    if (!isBareAnswer(o)) continue;
    const isAsked = o.kind === "service" || isOfCard(o);
    if (!isAsked && o.subject.mac !== null) continue;
    const name = nameOf(item);
    const answers = answered.get(name) ?? { asked: new Set(), either: new Set() };
    answered.set(name, answers);
    answers[isAsked && o.method === "passive" ? "asked" : "either"].add(o.subject.ip as string);
  }
  const crowds = new Map([...answered].filter(([, it]) => isCrowd(it)));
  if (crowds.size === 0) return [];
  const named = new Map<string, Set<string>>();
  for (const item of evidence) {
    const o = observationOf(item);
    if (o.subject.ip === null || o.method === "declared") continue;
    const name = nameOf(item);
    const answers = crowds.get(name);
    if (!answers) continue;
    if (o.kind === "sighting") named.set(name, (named.get(name) ?? new Set()).add(o.subject.ip));
    if (!saysMore(o)) continue;
    answers.asked.delete(o.subject.ip);
    answers.either.delete(o.subject.ip);
  }
  return [...crowds].flatMap(([name, answers]) =>
    isCrowd(answers) && allOf(answers).size >= (named.get(name)?.size ?? 0) * ANSWERED_PART ? [name] : [],
  );
}

const allOf = ({ asked, either }: Answers) => new Set([...asked, ...either]);

const isCrowd = (answers: Answers) =>
  answers.asked.size > MAX_THROUGH_CARD ||
  (answers.either.size > 0 && allOf(answers).size >= WHOLE_NETWORK && allOf(answers).size <= 256);

/** The card itself sent it, in another's name: from behind a router, packets come with a lower count of hops. */
const isOfCard = (o: Observation) =>
  o.kind === "sighting" && o.subject.mac !== null && o.ttlMax !== null && isFirstHop(o.ttlMax);

/** The crowd in which the row counts its address as one that no more than answered, and how many may be in it. */
export function bareAnswerOf(o: Observation): { name: string; address: string; limit: number } | null {
  if (!isBareAnswer(o)) return null;
  const isAsked = o.kind === "service" || isOfCard(o);
  if (!isAsked && o.subject.mac !== null) return null;
  const kind = isAsked && o.method === "passive" ? "asked" : "either";
  const limit = kind === "asked" ? MAX_THROUGH_CARD : WHOLE_NETWORK - 1 - MAX_THROUGH_CARD;
  return { name: `${kind} ${throughCard(o)}`, address: o.subject.ip as string, limit };
}

/** Says of the address what only a host says. */
export function saysMore(o: Observation): boolean {
  if (isBareAnswer(o) || o.kind === "binding") return false;
  if (o.kind === "sighting") return o.sent > BARE_ANSWERS;
  return o.kind === "service" ? o.evidence !== "port-only" : !o.inferred;
}
