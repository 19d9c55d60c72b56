import type { Moment } from "./query";

const MINUTE_US = 60_000_000;
const DAY_US = 24 * 60 * MINUTE_US;
const UNITS_US: Readonly<Record<string, number>> = {
  m: MINUTE_US,
  h: 60 * MINUTE_US,
  d: DAY_US,
  w: 7 * DAY_US,
  y: 365 * DAY_US,
};

/** A stretch of calendar time, or an age. */
export type TimeValue = { readonly fromUs: number; readonly toUs: number } | { readonly agoUs: number };

const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[t ](\d{2})(?::(\d{2})(?::(\d{2}))?)?z?)?)?)?$/i;

/**
 * "30d", "12h", "6w", "90m" (minutes), "2y" as an age; "2026", "2026-03", "2026-03-02", "2026-03-02T08:15" as the whole
 * year, month, day, minute, UTC. null when it is neither.
 */
export function readTime(text: string): TimeValue | null {
  const age = /^(\d{1,6})([mhdwy])$/i.exec(text);
  if (age) return { agoUs: Number(age[1]) * (UNITS_US[age[2]?.toLowerCase() ?? ""] ?? 0) };
  const date = DATE.exec(text);
  if (!date) return null;
  const given = date.slice(1).filter((it) => it !== undefined).length;
  const parts = date.slice(1).map((it) => (it === undefined ? null : Number(it)));
  const [year, month, day, hour, minute, second] = parts;
  const whole = [year ?? 0, (month ?? 1) - 1, day ?? 1, hour ?? 0, minute ?? 0, second ?? 0] as const;
  const from = Date.UTC(...whole);
  const next = [...whole] as [number, number, number, number, number, number];
  next[given - 1] = (next[given - 1] ?? 0) + 1;
  // A date that does not exist (2026-02-30) would silently become another.
  const back = new Date(from);
  const exists =
    back.getUTCFullYear() === whole[0] &&
    back.getUTCMonth() === whole[1] &&
    back.getUTCDate() === whole[2] &&
    back.getUTCHours() === whole[3] &&
    back.getUTCMinutes() === whole[4] &&
    back.getUTCSeconds() === whole[5];
  return exists ? { fromUs: from * 1000, toUs: Date.UTC(...next) * 1000 } : null;
}

/** Microseconds since 1970 of a moment, at the time at which the query is asked. */
export function momentUs(moment: Moment, nowUs: number): number {
  return "atUs" in moment ? moment.atUs : nowUs - moment.agoUs;
}
