import { compareText } from "../compare-text";
import type { Evidence, TimeUs } from "../observation";
import { hull, intervalOf } from "./interval";
import { TimeSpans } from "./time-spans";

/** Whether a device still takes part: by its own rhythm, never by its age alone. */
export type Presence = "active" | "quiet" | "gone";

export interface PresenceVerdict {
  /** null when no source says when the device was seen, or nobody listened where it is. */
  readonly presence: Presence | null;
  /** A sentence without a time of day: it stays the same while the verdict does. */
  readonly reason: string;
}

const MINUTE_US = 60_000_000;
const HOUR_US = 60 * MINUTE_US;
const DAY_US = 24 * HOUR_US;

/** A device that speaks by the second is not quiet because it missed one. */
const LEAST_INTERVAL_US = 5 * MINUTE_US;
/** For a device that was seen at one moment only: nobody knows its rhythm yet. */
const UNKNOWN_INTERVAL_US = DAY_US;
const QUIET_AFTER_INTERVALS = 3;
const GONE_AFTER_INTERVALS = 20;
/** And by the clock, whatever was listened to. */
export const GONE_AFTER_CLOCK_US = DAY_US;
/** However long it was there, silence of a week of listening is long enough. */
const LONGEST_STAY_US = 7 * DAY_US;

/**
 * Realm → the time during which somebody was heard there. Only passive evidence listens, and only between the times at
 * which something was heard: a single frame with a clock of another century adds no time.
 */
export function listeningIn(evidence: readonly Evidence[]): ReadonlyMap<string, TimeSpans> {
  const byRealm = new Map<string, Evidence[]>();
  for (const item of evidence) {
    if (item.observation.method !== "passive") continue;
    const list = byRealm.get(item.origin.realm);
    if (list) list.push(item);
    else byRealm.set(item.origin.realm, [item]);
  }
  return new Map([...byRealm].map(([realm, items]) => [realm, new TimeSpans(items.map(intervalOf))]));
}

/**
 * A device's own rhythm, measured in time during which somebody listened in the realm where it was heard last. It stays
 * the same while nobody learns that somebody listened between `startUs` and `lastUs`.
 */
export interface Rhythm {
  readonly realm: string;
  readonly startUs: TimeUs;
  readonly lastUs: TimeUs;
  /** Listened to before it was heard last; null when nobody has listened there. */
  readonly heardUs: number | null;
  /** Its usual interval; null when it was seen at one moment only. */
  readonly intervalUs: number | null;
  /** Silence, in listened time, after which it is quiet, or gone. */
  readonly quietAfterUs: number;
  readonly goneAfterUs: number;
}

/** Null when no source says when it was seen. */
export function rhythmOf(evidence: readonly Evidence[], listening: ReadonlyMap<string, TimeSpans>): Rhythm | null {
  const seen = evidence.filter(({ observation }) => observation.method !== "declared");
  const { toUs: lastUs } = hull(seen.map(intervalOf));
  if (lastUs === null) return null;
  const realm = realmAt(seen, lastUs);
  const heard = listening.get(realm);
  const own = new TimeSpans(seen.map(intervalOf));
  const { startUs } = own;
  if (!heard) return { realm, startUs, lastUs, heardUs: null, intervalUs: null, quietAfterUs: 0, goneAfterUs: 0 };
  const intervalUs = usualIntervalUs(seen, own, heard);
  const limitUs = intervalUs ?? UNKNOWN_INTERVAL_US;
  const heardUs = heard.totalBefore(lastUs);
  const stayUs = Math.min(heardUs - heard.totalBefore(startUs), LONGEST_STAY_US);
  return {
    realm,
    startUs,
    lastUs,
    heardUs,
    intervalUs,
    quietAfterUs: QUIET_AFTER_INTERVALS * limitUs,
    goneAfterUs: Math.max(GONE_AFTER_INTERVALS * limitUs, stayUs),
  };
}

/**
 * Active, quiet or gone as of the newest evidence. Silence counts only while somebody listened in the realm where the
 * device was last heard, and is measured against the device's own usual interval: the longer of its mean interval and
 * the longest silence from which it came back. Pure; no clock. Gone is a word, not an end: nothing is deleted by age.
 */
export function judgePresence(
  rhythm: Rhythm | null,
  listening: ReadonlyMap<string, Pick<TimeSpans, "endUs" | "totalUs">>,
): PresenceVerdict {
  if (!rhythm) return { presence: null, reason: "no source says when it was seen" };
  const heard = listening.get(rhythm.realm);
  if (!heard || rhythm.heardUs === null) {
    return { presence: null, reason: "nobody has listened where it was seen" };
  }
  const { intervalUs, lastUs, heardUs, quietAfterUs, goneAfterUs } = rhythm;
  const usual =
    intervalUs === null
      ? "was seen at one moment only, so that its rhythm is not known"
      : `is usually heard at least every ${inWords(intervalUs)}`;
  const silentUs = heard.totalUs - heardUs;
  if (silentUs <= quietAfterUs) {
    return { presence: "active", reason: `It ${usual}; the newest evidence of its realm is within its rhythm` };
  }
  const isLongAgo = heard.endUs - lastUs >= GONE_AFTER_CLOCK_US;
  if (isLongAgo && silentUs > goneAfterUs) {
    return {
      presence: "gone",
      reason: `It ${usual}; its realm was listened to for more than ${GONE_AFTER_INTERVALS} times that long since`,
    };
  }
  return {
    presence: "quiet",
    reason: `It ${usual}; its realm was listened to for more than ${QUIET_AFTER_INTERVALS} times that long since`,
  };
}

/** The realm that heard it last; of several at the same moment, the first by name. */
function realmAt(evidence: readonly Evidence[], atUs: TimeUs): string {
  const realms = evidence.filter((item) => intervalOf(item).toUs === atUs).map(({ origin }) => origin.realm);
  return realms.sort(compareText)[0] as string;
}

/** null when it was seen at one moment only. */
function usualIntervalUs(evidence: readonly Evidence[], own: TimeSpans, heard: TimeSpans): number | null {
  if (own.endUs === own.startUs) return null;
  let meanUs = 0;
  for (const { observation: o } of evidence) {
    if (o.kind !== "sighting" || o.firstSeenUs === null || o.lastSeenUs === null || o.count < 2) continue;
    const times = Math.max(1, (o.sent > 0 ? o.sent : o.count) - 1);
    meanUs = Math.max(meanUs, (o.lastSeenUs - o.firstSeenUs) / times);
  }
  let longestUs = 0;
  for (const { fromUs, toUs } of own.gaps()) {
    longestUs = Math.max(longestUs, heard.totalBefore(toUs) - heard.totalBefore(fromUs));
  }
  return Math.max(meanUs, longestUs, LEAST_INTERVAL_US);
}

/** One unit, rounded up, so that "at least every" stays true. */
function inWords(durationUs: number): string {
  if (durationUs < 2 * HOUR_US) return `${Math.ceil(durationUs / MINUTE_US)} min`;
  if (durationUs < 2 * DAY_US) return `${Math.ceil(durationUs / HOUR_US)} h`;
  return `${Math.ceil(durationUs / DAY_US)} days`;
}
