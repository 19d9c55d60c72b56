import type { TimeUs } from "../observation";

const HOUR_US = 3_600_000_000;
export const HOURS_OF_WEEK = 168;
/** Longer spells say when they began and ended, not that something passed in every hour between. */
const MAX_WHOLE_US = 6 * HOUR_US;
/** 1970-01-01 was a Thursday; weeks begin on Monday here. */
const THURSDAY_HOURS = 72;

/** A spell in which something was seen. */
export interface Spell {
  readonly firstUs: TimeUs;
  readonly lastUs: TimeUs;
}

/**
 * How many spells touch each hour of the week, Monday 00:00 UTC first. A spell longer than six hours counts where it
 * began and where it ended only: what happened between, its source does not say.
 */
export function weekHours(spells: Iterable<Spell>): number[] {
  const hours = new Array<number>(HOURS_OF_WEEK).fill(0);
  for (const { firstUs, lastUs } of spells) {
    const [from, to] = [Math.floor(firstUs / HOUR_US), Math.floor(Math.max(firstUs, lastUs) / HOUR_US)];
    const whole = lastUs - firstUs <= MAX_WHOLE_US;
    const touched = whole ? Array.from({ length: to - from + 1 }, (_, at) => from + at) : [from, to];
    for (const hour of touched) hours[hourOfWeek(hour)] = (hours[hourOfWeek(hour)] ?? 0) + 1;
  }
  return hours;
}

const hourOfWeek = (hour: number) => (((hour + THURSDAY_HOURS) % HOURS_OF_WEEK) + HOURS_OF_WEEK) % HOURS_OF_WEEK;
