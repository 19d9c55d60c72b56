// Days and times as people type them, in the one form in which all are shown. UTC.

/** A day of the calendar as YYYY-MM-DD. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith("0000")) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  // 30 February would be read as a day of March.
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/** An hour of the day as HH:MM. */
export function isHour(text: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text);
}

/** A day and an hour, with or without seconds, with or without "UTC" behind: "2026-03-02 08:00", "2026-03-02T08:00:30Z". */
export function isMoment(text: string): boolean {
  const [, day, hour] = /^(\S{10})[T ](\d{2}:\d{2})(?::[0-5]\d)?(?:Z| UTC)?$/.exec(text) ?? [];
  return day !== undefined && hour !== undefined && isDay(day) && isHour(hour);
}
