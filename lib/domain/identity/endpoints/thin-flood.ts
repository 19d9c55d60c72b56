import type { FlowEnd, Flows } from "../../flow/flow";
import type { Observation, Origin, TimeUs } from "../../observation";
import { crowdOf, isBareAnswer, isBrief, throughCard } from "../addresses/crowd";
import { announcementOf, floodsIn } from "./confirm";

/**
 * A burst of made-up addresses costs a count, not rows: of one file, those stay that prove something, and of the others
 * the first few, as examples.
 */

/** Addresses that a file may show without any proof before they count as a flood. */
export const MAX_UNPROVEN = 256;
/** Of a flood, so many are kept: enough to be recognised again as one. */
const KEPT_OF_FLOOD = 1_024;
/** Addresses without cards (logs) that turn up within one such span of time before they count as a flood. */
const MAX_UNPROVEN_IN_BURST = 1_024;
const BURST_US = 600_000_000;
const MAX_EXAMPLES = 5;
const BARE_FRAMES = 3;
const BARE_US = 60_000_000;

/** What one file shows of a flood. */
export interface FloodSummary {
  /** Cards with addresses that proved nothing, about: an address that comes back after it was forgotten counts again. */
  readonly addresses: number;
  /** Of them, kept as evidence. */
  readonly kept: number;
  /** That they sent. */
  readonly frames: number;
  readonly firstSeenUs: TimeUs | null;
  readonly lastSeenUs: TimeUs | null;
  /** Frame of the first of them. */
  readonly position: number;
  readonly examples: readonly string[];
}

export interface Thinned {
  readonly observations: readonly Observation[];
  readonly flows: Flows;
  readonly flood: FloodSummary | null;
}

interface Claim {
  /** null in logs, which know addresses alone. */
  readonly mac: string | null;
  readonly ip: string | null;
  frames: number;
  firstSeenUs: TimeUs | null;
  lastSeenUs: TimeUs | null;
  position: number;
  isProven: boolean;
  isOnlyBinding: boolean;
  /** It was asked for, and nothing came of it: whoever sweeps a network makes up no senders. */
  isSilent: boolean;
}

/**
 * The observations and flows of one file without those of a flood. `forgotten`: senders that the reader had to drop
 * before, and their frames. `maxKept`: of a flood, as examples. Pure; keeps the order. Without a flood, what came in is what comes out.
 */
export function thinFlood(
  observations: readonly Observation[],
  flows: Flows,
  forgotten: { readonly addresses: number; readonly frames: number } = { addresses: 0, frames: 0 },
  maxKept: number = KEPT_OF_FLOOD,
): Thinned {
  const nothing = { observations, flows, flood: null };
  if (observations.length + forgotten.addresses <= MAX_UNPROVEN) return nothing;
  const floods = floodsIn(observations.map((observation) => ({ observation, origin: HERE })));
  const claims = new Map<string, Claim>();
  const provenCards = new Set<string>();
  for (const o of observations) {
    const { mac, ip } = o.subject;
    const isProof = !isUnproven(o, floods);
    if (isProof && mac !== null) provenCards.add(mac);
    const key = `${mac} ${ip}`;
    const claim = claims.get(key);
    if (!claim) {
      const { firstSeenUs, lastSeenUs, position } = o;
      claims.set(key, {
        mac,
        ip,
        frames: framesOf(o),
        firstSeenUs,
        lastSeenUs,
        position,
        isProven: isProof,
        isOnlyBinding: o.kind === "binding",
        isSilent: isSilent(o),
      });
      continue;
    }
    claim.frames += framesOf(o);
    claim.isProven ||= isProof;
    claim.isOnlyBinding &&= o.kind === "binding";
    claim.isSilent &&= isSilent(o);
    claim.position = Math.min(claim.position, o.position);
    claim.firstSeenUs = earlier(claim.firstSeenUs, o.firstSeenUs);
    claim.lastSeenUs = later(claim.lastSeenUs, o.lastSeenUs);
  }
  const unproven = onlyBursts(
    [...claims.values()].filter(
      ({ mac, isProven, isOnlyBinding }) => !isProven && (mac === null || isOnlyBinding || !provenCards.has(mac)),
    ),
  ).sort((a, b) => a.position - b.position);
  // A card and its address are one made-up thing; a card that lies about many addresses is many.
  const withAddress = new Set(unproven.filter(({ ip }) => ip !== null).map(({ mac }) => mac ?? ""));
  // Of a card that was forgotten, what it said by ARP may be left: it has been counted.
  const sighted = new Set([...claims.values()].filter(({ isOnlyBinding }) => !isOnlyBinding).map(({ mac }) => mac));
  const isCounted = (mac: string | null) => mac !== null && forgotten.addresses > 0 && !sighted.has(mac);
  const senders = unproven.filter((it) => !it.isSilent);
  const count = senders.filter(({ mac, ip }) => (ip !== null || !withAddress.has(mac ?? "")) && !isCounted(mac)).length;
  if (count + forgotten.addresses <= MAX_UNPROVEN) return nothing;
  const dropped = new Set(unproven.slice(maxKept).map(({ mac, ip }) => `${mac} ${ip}`));
  for (const key of believedAlone(observations, unproven.slice(0, maxKept), dropped)) dropped.add(key);
  const flood = {
    addresses: count + forgotten.addresses,
    kept: unproven.filter(({ mac, ip }) => !dropped.has(`${mac} ${ip}`)).length,
    frames: unproven.reduce((sum, { frames }) => sum + frames, forgotten.frames),
    firstSeenUs: unproven.reduce<TimeUs | null>((time, it) => earlier(time, it.firstSeenUs), null),
    lastSeenUs: unproven.reduce<TimeUs | null>((time, it) => later(time, it.lastSeenUs), null),
    position: senders[0]?.position ?? 0,
    examples: senders
      .slice(0, MAX_EXAMPLES)
      .map(({ mac, ip }) => (mac === null || provenCards.has(mac) ? (ip ?? "") : mac)),
  };
  if (dropped.size + forgotten.addresses === 0) return { observations, flows, flood };
  const kept = observations.filter(({ subject: { mac, ip } }) => !dropped.has(`${mac} ${ip}`));
  const ends = new Set(kept.flatMap(({ subject: { mac, ip } }) => [mac, ip]));
  // An end that was forgotten has lost its card.
  const isGone = ({ ip, mac }: FlowEnd) =>
    !ends.has(ip ?? mac) && (dropped.has(`${mac} ${ip}`) || (mac === null && forgotten.addresses > 0));
  return {
    observations: kept,
    flows: flows.filter(({ initiator, responder }) => !isGone(initiator) && !isGone(responder)),
    flood,
  };
}

/**
 * Of addresses without cards, those that sent something and turned up in a burst: who looks in from the internet over
 * months is no flood, and neither is what a scanner asked for in vain.
 */
function onlyBursts(claims: readonly Claim[]): Claim[] {
  const burstOf = ({ firstSeenUs }: Claim) => Math.floor((firstSeenUs ?? 0) / BURST_US);
  const bursts = new Map<number, number>();
  const isSender = ({ mac, frames }: Claim) => mac === null && frames > 0;
  for (const it of claims) if (isSender(it)) bursts.set(burstOf(it), (bursts.get(burstOf(it)) ?? 0) + 1);
  return claims.filter(
    (it) => it.mac !== null || (isSender(it) && (bursts.get(burstOf(it)) ?? 0) > MAX_UNPROVEN_IN_BURST),
  );
}

/** What a person reads of a flood among the warnings of a file. */
export const floodSentence = ({ addresses, kept, frames, examples }: FloodSummary) =>
  `A flood of about ${addresses.toLocaleString("en-US")} addresses that proved nothing, such as ${examples.slice(0, 3).join(", ")}: they sent ${frames.toLocaleString("en-US")} frames and were counted; ${kept.toLocaleString("en-US")} are kept as examples.`;

/** What two intervals of one sensor show of a flood. An address that comes in both counts twice. */
export function joinFloods(a: FloodSummary | null, b: FloodSummary | null): FloodSummary | null {
  if (a === null || b === null) return a ?? b;
  return {
    addresses: a.addresses + b.addresses,
    kept: a.kept + b.kept,
    frames: a.frames + b.frames,
    firstSeenUs: earlier(a.firstSeenUs, b.firstSeenUs),
    lastSeenUs: later(a.lastSeenUs, b.lastSeenUs),
    position: Math.min(a.position, b.position),
    examples: [...new Set([...a.examples, ...b.examples])].slice(0, MAX_EXAMPLES),
  };
}

const HERE: Origin = { realm: "", fileSha256: "", fileName: "", format: "" };

/** Whether it says nothing that a made-up address could not bring about. */
function isUnproven(o: Observation, floods: ReadonlySet<string>): boolean {
  if (o.method !== "passive") return false;
  if (isBareAnswer(o) && floods.has(announcementOf(HERE, throughCard(o)))) return true;
  if (isBrief(o)) return floods.has(announcementOf(HERE, crowdOf(o.subject.mac as string)));
  switch (o.kind) {
    case "sighting":
      return !o.conversed && o.sent <= BARE_FRAMES && (o.lastSeenUs ?? 0) - (o.firstSeenUs ?? 0) < BARE_US;
    case "binding":
      return (o.proof === "arp" || o.proof === "nd") && o.count <= BARE_FRAMES;
    case "identity":
      return o.inferred || (o.count <= BARE_FRAMES && floods.has(announcementOf(HERE, o.protocol)));
    case "service":
      return o.port === null && o.count <= BARE_FRAMES && floods.has(announcementOf(HERE, o.protocol));
  }
}

const isSilent = (o: Observation) => o.kind === "sighting" && o.sent === 0;
const framesOf = (o: Observation) => (o.kind === "sighting" ? o.sent : 0);
const earlier = (a: TimeUs | null, b: TimeUs | null) => (a === null ? b : b === null ? a : Math.min(a, b));
const later = (a: TimeUs | null, b: TimeUs | null) => (a === null ? b : b === null ? a : Math.max(a, b));

/**
 * Of the examples of a flood, those that would be believed now that the rest is gone: too few of one maker are left to
 * be a crowd.
 */
function believedAlone(observations: readonly Observation[], examples: readonly Claim[], dropped: ReadonlySet<string>) {
  if (dropped.size === 0) return [];
  const left = observations.filter(({ subject: { mac, ip } }) => !dropped.has(`${mac} ${ip}`));
  const floods = floodsIn(left.map((observation) => ({ observation, origin: HERE })));
  const believed = new Set<string>();
  for (const o of left) if (!isUnproven(o, floods)) believed.add(`${o.subject.mac} ${o.subject.ip}`);
  return examples.map(({ mac, ip }) => `${mac} ${ip}`).filter((key) => believed.has(key));
}
