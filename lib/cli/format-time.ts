import type { TimeUs } from "@/lib/domain/observation";

/** ISO 8601 in UTC with microseconds: "2012-11-12T13:22:09.252792Z". Null stays null, also for times out of range. */
export function formatTime(timeUs: TimeUs | null): string | null {
  if (timeUs === null) return null;
  const date = new Date(Math.floor(timeUs / 1000));
  if (Number.isNaN(date.getTime())) return null;
  const micros = String(((timeUs % 1000) + 1000) % 1000).padStart(3, "0");
  return date.toISOString().replace("Z", `${micros}Z`);
}
