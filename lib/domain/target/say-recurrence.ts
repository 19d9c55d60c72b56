import { isoDay } from "../site-calendar";
import type { Recurrence } from "./find-recurrence";

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const NTH = ["first", "second", "third", "fourth", "fifth"];

/** A rhythm in words: "monthly, on the first Sunday; seen 3 times; next due 2026-04-05". */
export function sayRecurrence(recurrence: Recurrence): string {
  switch (recurrence.kind) {
    case "untimed":
      return "at times that the source does not tell";
    case "unknown":
      return "too few days of evidence to tell a rhythm";
    case "daily":
      return "every day";
    case "weekly":
      return recurrence.weekdays.length === 5 && recurrence.weekdays.every((it, index) => it === index)
        ? "every working day"
        : `every ${listOf(recurrence.weekdays.map((it) => WEEKDAYS[it] as string))}`;
    case "monthly":
      return `monthly, ${sayDay(recurrence.on)}; seen ${recurrence.occurrences} times; next due ${isoDay(recurrence.nextDay)}`;
    case "irregular":
      return "now and then";
    case "once":
      return "on one day only";
  }
}

function sayDay(on: Extract<Recurrence, { kind: "monthly" }>["on"]): string {
  switch (on.by) {
    case "day":
      return `on day ${on.dayOfMonth}`;
    case "last-day":
      return "on its last day";
    case "weekday":
      return `on the ${NTH[on.nth - 1]} ${WEEKDAYS[on.weekday]}`;
    case "about":
      return `around day ${on.dayOfMonth}`;
  }
}

function listOf(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
