import type { TimeUs } from "./observation";

/** A moment as people at a site say it. */
export interface LocalHour {
  /** Days since 1970-01-01 of the site's calendar. */
  readonly day: number;
  /** 0 to 23. */
  readonly hour: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Day and hour of moments in a time zone (IANA name); a name that is none counts as UTC. Quick for many moments. */
export function calendarOf(timeZone: string): (atUs: TimeUs) => LocalHour {
  const format = formatOf(timeZone);
  const known = new Map<number, LocalHour>();
  return (atUs) => {
    // Offsets are multiples of a quarter of an hour everywhere.
    const quarter = Math.floor(atUs / 900_000_000);
    const found = known.get(quarter);
    if (found) return found;
    const localMs = format === null ? quarter * 900_000 : localMsOf(format, quarter * 900_000);
    const local = {
      day: Math.floor(localMs / DAY_MS),
      hour: Math.floor((((localMs % DAY_MS) + DAY_MS) % DAY_MS) / HOUR_MS),
    };
    known.set(quarter, local);
    return local;
  };
}

function formatOf(timeZone: string): Intl.DateTimeFormat | null {
  if (timeZone === "UTC") return null;
  const parts = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" } as const;
  try {
    return new Intl.DateTimeFormat("en-GB", { ...parts, hourCycle: "h23", timeZone, calendar: "gregory" });
  } catch {
    return null;
  }
}

function localMsOf(format: Intl.DateTimeFormat, atMs: number): number {
  const part = Object.fromEntries(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute);
}

/** 0 Monday to 6 Sunday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

export interface MonthDay {
  /** Months since year 0. */
  readonly month: number;
  /** 1 to 31. */
  readonly dayOfMonth: number;
  readonly daysInMonth: number;
}

export function monthDayOf(day: number): MonthDay {
  const date = new Date(day * DAY_MS);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return {
    month: year * 12 + month,
    dayOfMonth: date.getUTCDate(),
    daysInMonth: new Date(Date.UTC(year, month + 1, 0)).getUTCDate(),
  };
}

/** The day with this number in the month; the last one where the month is shorter. */
export function dayInMonth(month: number, dayOfMonth: number): number {
  const first = Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY_MS;
  return first + Math.min(dayOfMonth, monthDayOf(first).daysInMonth) - 1;
}

/** "2026-03-02" */
export function isoDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
