import { dayInMonth, monthDayOf, weekdayOf } from "../site-calendar";

/** How often something is seen, as far as the evidence tells. */
export type Recurrence =
  | { readonly kind: "untimed" }
  /** Too few days of evidence to tell anything. */
  | { readonly kind: "unknown" }
  | { readonly kind: "daily" }
  /** 0 Monday to 6 Sunday. */
  | { readonly kind: "weekly"; readonly weekdays: readonly number[] }
  | MonthlyRecurrence
  | { readonly kind: "irregular" }
  | { readonly kind: "once" };

export interface MonthlyRecurrence {
  readonly kind: "monthly";
  readonly on:
    | { readonly by: "day"; readonly dayOfMonth: number }
    | { readonly by: "last-day" }
    /** `nth` 1 to 5. */
    | { readonly by: "weekday"; readonly nth: number; readonly weekday: number }
    /** Around that day of the month, three days at most from one month to the other. */
    | { readonly by: "about"; readonly dayOfMonth: number };
  readonly occurrences: number;
  /** The next day on which it is due behind the evidence. */
  readonly nextDay: number;
}

/** Seen on so many of the days that there was evidence of: counts as every day, every Monday … */
const REGULAR = 0.75;
const MIN_DAILY_DAYS = 3;
/** With fewer days of evidence nothing is told but what happens every day. */
const MIN_DAYS = 14;
/** Evidence of so many days on which it was silent is what makes a rhythm a monthly one. */
const MIN_SILENT_DAYS = 7;
const LONGEST_RUN_DAYS = 3;
const DRIFT_DAYS = 3;

/**
 * The rhythm of something that was seen on `days`, when `evidence` are the days on which it could have been seen; both
 * day numbers of a calendar, in any order.
 */
export function findRecurrence(days: Iterable<number>, evidence: Iterable<number>): Recurrence {
  const seen = sorted(days);
  const watched = sorted([...evidence, ...seen]);
  if (seen.length === 0) return { kind: "untimed" };
  if (seen.length >= REGULAR * watched.length && seen.length >= MIN_DAILY_DAYS) return { kind: "daily" };
  if (watched.length < MIN_DAYS) return { kind: "unknown" };
  return weekly(seen, watched) ?? monthly(seen, watched) ?? { kind: seen.length === 1 ? "once" : "irregular" };
}

/** True for what weeks of silence do not disprove: it would be cut, and nobody would notice before it is due. */
export function isRare(recurrence: Recurrence): boolean {
  return recurrence.kind === "monthly" || recurrence.kind === "irregular" || recurrence.kind === "once";
}

const BY_REGULARITY: readonly Recurrence["kind"][] = [
  "daily",
  "weekly",
  "monthly",
  "irregular",
  "once",
  "unknown",
  "untimed",
];

/** The rhythm that tells most; of equal ones the first. There must be one. */
export function mostRegular(recurrences: readonly Recurrence[]): Recurrence {
  const rank = ({ kind }: Recurrence) => BY_REGULARITY.indexOf(kind);
  return recurrences.reduce((best, it) => (rank(it) < rank(best) ? it : best));
}

/** Whether it will be seen between two days, both included: "possible" where its rhythm does not tell. */
export function expectedWithin(recurrence: Recurrence, fromDay: number, toDay: number): "expected" | "possible" | "no" {
  switch (recurrence.kind) {
    case "daily":
      return "expected";
    case "weekly": {
      for (let day = fromDay; day <= toDay; day++) if (recurrence.weekdays.includes(weekdayOf(day))) return "expected";
      return "no";
    }
    case "monthly": {
      for (let day = fromDay; day <= toDay; day++) if (isDue(recurrence, day)) return "expected";
      return "no";
    }
    default:
      return "possible";
  }
}

const sorted = (days: Iterable<number>) => [...new Set(days)].sort((a, b) => a - b);

function weekly(seen: readonly number[], watched: readonly number[]): Recurrence | null {
  const weekdays = [...new Set(seen.map(weekdayOf))].sort((a, b) => a - b);
  const isKept = weekdays.every((weekday) => {
    const times = seen.filter((day) => weekdayOf(day) === weekday).length;
    return times >= 2 && times >= REGULAR * watched.filter((day) => weekdayOf(day) === weekday).length;
  });
  return isKept ? { kind: "weekly", weekdays } : null;
}

function monthly(seen: readonly number[], watched: readonly number[]): MonthlyRecurrence | null {
  const starts = startsOfRuns(seen);
  if (!starts || starts.length < 2) return null;
  const [first, last] = [starts[0] as number, starts.at(-1) as number];
  const silent = watched.filter((day) => day > first && day < last && !seen.includes(day)).length;
  if (silent < MIN_SILENT_DAYS) return null;
  const on = rhythmOf(starts);
  if (!on) return null;
  const found = { kind: "monthly", on, occurrences: starts.length } as const;
  // A month without it disproves the rhythm only when its due day was watched.
  const months = new Set(starts.map((day) => monthDayOf(day).month));
  const missed = watched.some(
    (day) => day > first && day < last && !months.has(monthDayOf(day).month) && isDue(found, day),
  );
  if (missed || months.size < starts.length) return null;
  let nextDay = (watched.at(-1) as number) + 1;
  while (!isDue(found, nextDay)) nextDay++;
  return { ...found, nextDay };
}

/** The first days of runs of days; null when one is too long for something that happens now and then. */
function startsOfRuns(seen: readonly number[]): number[] | null {
  const starts: number[] = [];
  let before = Number.NEGATIVE_INFINITY;
  for (const day of seen) {
    if (day > before + 1) starts.push(day);
    else if (day - (starts.at(-1) as number) >= LONGEST_RUN_DAYS) return null;
    before = day;
  }
  return starts;
}

function rhythmOf(starts: readonly number[]): MonthlyRecurrence["on"] | null {
  const places = starts.map((day) => ({ ...monthDayOf(day), weekday: weekdayOf(day) }));
  const [one] = places as [(typeof places)[number]];
  if (places.every((it) => it.dayOfMonth === one.dayOfMonth)) return { by: "day", dayOfMonth: one.dayOfMonth };
  if (places.every((it) => it.dayOfMonth === it.daysInMonth)) return { by: "last-day" };
  const nth = (dayOfMonth: number) => Math.ceil(dayOfMonth / 7);
  if (places.every((it) => it.weekday === one.weekday && nth(it.dayOfMonth) === nth(one.dayOfMonth)))
    return { by: "weekday", nth: nth(one.dayOfMonth), weekday: one.weekday };
  const days = places.map((it) => it.dayOfMonth).sort((a, b) => a - b);
  const [least, greatest] = [days[0] as number, days.at(-1) as number];
  return greatest - least <= DRIFT_DAYS ? { by: "about", dayOfMonth: days[days.length >> 1] as number } : null;
}

function isDue({ on }: Pick<MonthlyRecurrence, "on">, day: number): boolean {
  const { month, dayOfMonth, daysInMonth } = monthDayOf(day);
  switch (on.by) {
    case "last-day":
      return dayOfMonth === daysInMonth;
    case "weekday":
      return weekdayOf(day) === on.weekday && Math.ceil(dayOfMonth / 7) === on.nth;
    default:
      return day === dayInMonth(month, on.dayOfMonth);
  }
}
