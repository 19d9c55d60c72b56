import type { TimeUs } from "../observation";
import { type calendarOf, type LocalHour, weekdayOf } from "../site-calendar";

const HOUR_US = 3_600_000_000;
const DAY_US = 24 * HOUR_US;
export const HOURS_OF_WEEK = 168;

/** When a flow began and was seen last, as far as its source tells. */
export interface FlowTimes {
  readonly firstSeenUs: TimeUs | null;
  readonly lastSeenUs: TimeUs | null;
}

export interface TouchedHours {
  /** Each hour once, in the site's time; none when the source tells no time. */
  readonly hours: readonly LocalHour[];
  /** Days lie between its ends: only its first and its last hour are known, and stand alone in `hours`. */
  readonly isLong: boolean;
}

/** The hours in which a flow was under way. */
export function touchedHours(
  { firstSeenUs, lastSeenUs }: FlowTimes,
  calendar: ReturnType<typeof calendarOf>,
): TouchedHours {
  const from = firstSeenUs ?? lastSeenUs;
  if (from === null) return { hours: [], isLong: false };
  const to = Math.max(from, lastSeenUs ?? from);
  const isLong = to - from > DAY_US;
  const touched = new Map<string, LocalHour>();
  const touch = (atUs: TimeUs) => {
    const local = calendar(atUs);
    touched.set(`${local.day} ${local.hour}`, local);
  };
  for (let at = from; at < to; at = isLong ? to : at + HOUR_US) touch(at);
  touch(to);
  return { hours: [...touched.values()], isLong };
}

/** How many flows were under way in each hour of the week. */
export interface WeekHours {
  /** 168 numbers, Monday 0 h of the site's time first. */
  readonly hours: readonly number[];
  /** Flows of which only the first and the last hour are counted. */
  readonly longFlows: number;
  /** Flows whose source tells no time. */
  readonly untimedFlows: number;
}

/** Adds flows up by hour of the week; `flows` says for how many a row stands (default 1). */
export function weekHours(
  rows: Iterable<FlowTimes & { readonly flows?: number }>,
  calendar: ReturnType<typeof calendarOf>,
): WeekHours {
  const hours = new Array<number>(HOURS_OF_WEEK).fill(0);
  let [longFlows, untimedFlows] = [0, 0];
  for (const row of rows) {
    const count = row.flows ?? 1;
    const touched = touchedHours(row, calendar);
    if (touched.hours.length === 0) untimedFlows += count;
    if (touched.isLong) longFlows += count;
    for (const local of touched.hours) (hours[hourOfWeek(local)] as number) += count;
  }
  return { hours, longFlows, untimedFlows };
}

/** 0 is Monday, 0 h. */
export function hourOfWeek({ day, hour }: LocalHour): number {
  return weekdayOf(day) * 24 + hour;
}
