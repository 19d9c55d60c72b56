import type { Evidence, TimeUs } from "../observation";
import { intervalOf } from "./interval";
import type { TimeSpans } from "./time-spans";

/** Days of which a strip shows whether something was seen. */
export const SHOWN_DAYS = 28;
const DAY_US = 86_400_000_000;

/** On which of the last days something was there. Days are UTC, counted from 1970-01-01. */
export interface SeenDays {
  readonly lastDay: number;
  /** Bit 0 is `lastDay`, bit 1 the day before, up to SHOWN_DAYS days. */
  readonly mask: number;
}

/** Days on which a device was seen: those that lie within one of its sightings. Null when no source says when. */
export function seenDaysOf(evidence: readonly Evidence[]): SeenDays | null {
  const seen = evidence.filter(({ observation }) => observation.method !== "declared").map(intervalOf);
  const lastUs = seen.reduce<TimeUs | null>(
    (last, { toUs }) => (toUs !== null && toUs > (last ?? -1) ? toUs : last),
    null,
  );
  if (lastUs === null) return null;
  const lastDay = dayOf(lastUs);
  let mask = 0;
  for (const { fromUs, toUs } of seen) if (fromUs !== null && toUs !== null) mask |= daysBetween(fromUs, toUs, lastDay);
  return { lastDay, mask };
}

/** Days up to `lastDay` that lie within the spans. */
export function daysWithin(spans: ReturnType<TimeSpans["list"]>, lastDay: number): SeenDays {
  return { lastDay, mask: spans.reduce((mask, { fromUs, toUs }) => mask | daysBetween(fromUs, toUs, lastDay), 0) };
}

/** Oldest first, up to and with `today`: whether it was seen. What was seen after `today` (a wrong clock) is left out. */
export function stripOf({ lastDay, mask }: SeenDays, today: number): boolean[] {
  return Array.from({ length: SHOWN_DAYS }, (_, at) => {
    const bit = lastDay - (today - (SHOWN_DAYS - 1 - at));
    return bit >= 0 && bit < SHOWN_DAYS && (mask & (1 << bit)) !== 0;
  });
}

/** UTC day of a time, counted from 1970-01-01. */
export function dayOf(atUs: TimeUs): number {
  return Math.floor(atUs / DAY_US);
}

function daysBetween(fromUs: TimeUs, toUs: TimeUs, lastDay: number): number {
  let mask = 0;
  const newest = Math.min(lastDay, dayOf(toUs));
  for (let day = Math.max(dayOf(fromUs), lastDay - SHOWN_DAYS + 1); day <= newest; day += 1)
    mask |= 1 << (lastDay - day);
  return mask;
}
