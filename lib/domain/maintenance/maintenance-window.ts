/** What may stand still, or has to: nothing, single devices, everything in the zone. Least first. */
export const OUTAGES = ["none", "device", "zone"] as const;
export type Outage = (typeof OUTAGES)[number];

export const REPEATS = ["once", "weeks", "month"] as const;
export type Repeats = (typeof REPEATS)[number];

export interface WindowRule {
  /** Of the first occurrence, milliseconds since 1970, UTC. */
  readonly startsAtMs: number;
  readonly durationMinutes: number;
  readonly repeats: Repeats;
  /** Of "weeks": every n weeks. */
  readonly every: number;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/**
 * Beginnings of the occurrences that have not ended at `fromMs`, earliest first; at most `limit`. Monthly ones keep the
 * weekday and its number in the month ("the first Sunday"); a fifth weekday that a month lacks is left out. UTC.
 */
export function occurrencesOf(rule: WindowRule, fromMs: number, limit: number): number[] {
  const { startsAtMs, durationMinutes, repeats, every } = rule;
  const isOver = (beginMs: number) => beginMs + durationMinutes * MINUTE_MS <= fromMs;
  if (repeats === "once") return isOver(startsAtMs) ? [] : [startsAtMs];
  const found: number[] = [];
  if (repeats === "weeks") {
    const stepMs = Math.max(1, Math.round(every)) * 7 * DAY_MS;
    const passed = Math.floor((fromMs - durationMinutes * MINUTE_MS - startsAtMs) / stepMs) + 1;
    for (let beginMs = startsAtMs + Math.max(0, passed) * stepMs; found.length < limit; beginMs += stepMs) {
      if (!isOver(beginMs)) found.push(beginMs);
    }
    return found;
  }
  const start = new Date(startsAtMs);
  const number = Math.floor((start.getUTCDate() - 1) / 7);
  const first = new Date(Math.max(startsAtMs, fromMs - 40 * DAY_MS));
  // Twice the months: a fifth weekday is missing in most.
  for (let month = 0; found.length < limit && month < limit * 4 + 8; month++) {
    const beginMs = nthWeekday(first.getUTCFullYear(), first.getUTCMonth() + month, start, number);
    if (beginMs !== null && beginMs >= startsAtMs && !isOver(beginMs)) found.push(beginMs);
  }
  return found;
}

/** Beginning of the latest occurrence that had begun at `nowMs`; null when none had. UTC. */
export function lastOccurrence(rule: WindowRule, nowMs: number): number | null {
  const { startsAtMs, repeats, every } = rule;
  if (startsAtMs > nowMs) return null;
  if (repeats === "once") return startsAtMs;
  if (repeats === "weeks") {
    const stepMs = Math.max(1, Math.round(every)) * 7 * DAY_MS;
    return startsAtMs + Math.floor((nowMs - startsAtMs) / stepMs) * stepMs;
  }
  const start = new Date(startsAtMs);
  const number = Math.floor((start.getUTCDate() - 1) / 7);
  const now = new Date(nowMs);
  // A fifth weekday is missing in most months, never in a whole year.
  for (let back = 0; back < 12; back++) {
    const beginMs = nthWeekday(now.getUTCFullYear(), now.getUTCMonth() - back, start, number);
    if (beginMs !== null && beginMs <= nowMs) return Math.max(beginMs, startsAtMs);
  }
  return startsAtMs;
}

function nthWeekday(year: number, month: number, like: Date, number: number): number | null {
  const first = new Date(Date.UTC(year, month, 1));
  const day = 1 + ((like.getUTCDay() - first.getUTCDay() + 7) % 7) + number * 7;
  const timeMs = like.getTime() % DAY_MS;
  const at = Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), day) + timeMs;
  return new Date(at).getUTCMonth() === first.getUTCMonth() ? at : null;
}
