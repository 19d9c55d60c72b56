import type { TimeUs } from "./observation";

const DAY_US = 86_400_000_000;
/** Until here a year has four digits. */
const END_OF_YEARS_US = Date.UTC(10_000, 0) * 1000;
let lastDay = -1;
let lastDayText = "";

/** ISO 8601 in UTC with microseconds: "2012-11-12T13:22:09.252792Z". Null stays null, also for times out of range. */
export function isoTime(timeUs: TimeUs | bigint | null): string | null {
  if (timeUs === null) return null;
  const us = Number(timeUs);
  if (us >= 0 && us < END_OF_YEARS_US && Number.isInteger(us)) return `${dayText(us)}T${timeText(us % DAY_US)}Z`;
  const date = new Date(Math.floor(us / 1000));
  if (Number.isNaN(date.getTime())) return null;
  const micros = String(((us % 1000) + 1000) % 1000).padStart(3, "0");
  return date.toISOString().replace("Z", `${micros}Z`);
}

/** Times of one file lie on few days, and a date is the costly part of them. */
function dayText(us: number): string {
  const day = Math.floor(us / DAY_US);
  if (day !== lastDay) {
    lastDayText = new Date(day * (DAY_US / 1000)).toISOString().slice(0, 10);
    lastDay = day;
  }
  return lastDayText;
}

function timeText(us: number): string {
  const seconds = Math.floor(us / 1_000_000);
  const micros = String(us % 1_000_000).padStart(6, "0");
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${micros}`;
}

const two = (value: number) => (value < 10 ? `0${value}` : String(value));
