import type { WeeklyHours } from "./access-grant";

/** Columns of the ledger as CSV: one line for each access; a supplier without any has one line with its own columns. */
export const LEDGER_COLUMNS = [
  "Supplier",
  "Contact",
  "Contract",
  "Contract until",
  "Security terms",
  "Supplier's people",
  "Tool",
  "People",
  "Devices",
  "Zones",
  "From",
  "Reason",
  "Valid from (UTC)",
  "Valid until (UTC)",
  "Hours (UTC)",
  "MFA",
  "Jump host",
  "Shared account",
  "State",
  "Asked for by",
  "Decided by",
] as const;
export type LedgerColumn = (typeof LEDGER_COLUMNS)[number];

/** "Mon Tue 08:00-17:00"; null hours are "any". */
export function sayHours(hours: WeeklyHours | null): string {
  if (hours === null) return "any";
  const days = [...hours.days].sort((a, b) => a - b).map((day) => DAYS[day - 1]);
  return `${days.join(" ")} ${clock(hours.fromMinute)}-${clock(hours.toMinute)}`;
}

/** Reads what `sayHours` says; undefined when it is neither. */
export function readHours(text: string): WeeklyHours | null | undefined {
  const plain = text.trim().toLowerCase();
  if (plain === "" || plain === "any") return null;
  const [, names = "", from = "", to = ""] = /^((?:[a-z]{3} )+)(\d{1,2}:\d{2})-(\d{1,2}:\d{2})$/.exec(plain) ?? [];
  const days = names
    .trim()
    .split(" ")
    .map((name) => DAYS.findIndex((day) => day.toLowerCase() === name) + 1);
  const [fromMinute, toMinute] = [minuteOf(from), minuteOf(to)];
  if (days.includes(0) || fromMinute === null || toMinute === null || fromMinute === 1440) return undefined;
  return { days: [...new Set(days)], fromMinute, toMinute };
}

/** "yes", "no" or "unknown", and back; undefined when it is none. */
export const sayFlag = (flag: boolean | null) => (flag === null ? "unknown" : flag ? "yes" : "no");
export function readFlag(text: string): boolean | null | undefined {
  const plain = text.trim().toLowerCase();
  if (plain === "" || plain === "unknown") return null;
  return plain === "yes" ? true : plain === "no" ? false : undefined;
}

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

function minuteOf(text: string): number | null {
  const [, hour, minute] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? [];
  const all = Number(hour) * 60 + Number(minute);
  return hour !== undefined && Number(minute) < 60 && all <= 1440 ? all : null;
}
