import type { Evidence, TimeUs } from "../observation";

/** A span of time with both ends known or both unknown. */
export interface Interval {
  readonly fromUs: TimeUs | null;
  readonly toUs: TimeUs | null;
}

/** No file of packets is older (libpcap, 1994): a clock that says so has not been set yet. */
const FIRST_CAPTURE_US: TimeUs = Date.UTC(1990, 0, 1) * 1000;

/**
 * When it was seen. A span that begins before there were captures and ends after is that of a clock that was set in
 * between: only its end is a time.
 */
export function intervalOf({ observation }: Evidence): Interval {
  const { firstSeenUs, lastSeenUs } = observation;
  const [fromUs, toUs] = [firstSeenUs ?? lastSeenUs, lastSeenUs ?? firstSeenUs];
  const isSetBetween = fromUs !== null && toUs !== null && fromUs < FIRST_CAPTURE_US && toUs >= FIRST_CAPTURE_US;
  return { fromUs: isSetBetween ? toUs : fromUs, toUs };
}

/** Seen by a clock that was not set yet: when it is set while the same is seen again, that time is taken back. */
export function isByUnsetClock({ observation: { firstSeenUs, lastSeenUs } }: Evidence): boolean {
  const fromUs = firstSeenUs ?? lastSeenUs;
  return fromUs !== null && fromUs < FIRST_CAPTURE_US;
}

/** Smallest span that holds all; unknown ends are passed over. */
export function hull(intervals: Iterable<Interval>): Interval {
  let fromUs: TimeUs | null = null;
  let toUs: TimeUs | null = null;
  for (const it of intervals) {
    if (it.fromUs !== null && (fromUs === null || it.fromUs < fromUs)) fromUs = it.fromUs;
    if (it.toUs !== null && (toUs === null || it.toUs > toUs)) toUs = it.toUs;
  }
  return { fromUs, toUs };
}

/** Distance in microseconds between two spans, 0 when they touch or overlap; null when either has no time. */
export function gapUs(a: Interval, b: Interval): number | null {
  if (a.fromUs === null || a.toUs === null || b.fromUs === null || b.toUs === null) return null;
  return Math.max(0, a.fromUs - b.toUs, b.fromUs - a.toUs);
}

/** How long both last together, in microseconds; negative when they do not meet. */
export function overlapUs(a: Interval, b: Interval): number {
  if (a.fromUs === null || a.toUs === null || b.fromUs === null || b.toUs === null) return -1;
  return Math.min(a.toUs, b.toUs) - Math.max(a.fromUs, b.fromUs);
}
