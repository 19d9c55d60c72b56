/** The choices of the time window: how many days up to the newest one with traffic; null is all of them. */
export const DAY_WINDOWS = [
  { days: null, label: "All time" },
  { days: 1, label: "One day" },
  { days: 7, label: "7 days" },
  { days: 30, label: "30 days" },
  { days: 90, label: "90 days" },
] as const;

export const MAX_WINDOW_DAYS = 3_660;

interface Search {
  readonly get: (key: string) => string | null;
}

/**
 * How a page stands to the time window of the top bar: "days" is narrowed by it, "own" has times of its own or shows no
 * records at all, "none" always shows all that was recorded.
 */
export function takesWindow(pathname: string, search: Search): "days" | "own" | "none" {
  if (pathname === "/exposure") return "days";
  if (pathname === "/zones") return (search.get("tab") ?? "matrix") === "matrix" ? "days" : "none";
  if (pathname === "/activity" || pathname.startsWith("/settings") || search.get("asOf") !== null) return "own";
  return "none";
}

/** Days of the window in an address; null for all time, and for what is no number of days. */
export function daysOf(search: Search): number | null {
  const text = search.get("days") ?? "";
  const days = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return days > 0 && days <= MAX_WINDOW_DAYS ? days : null;
}

/** This address with another window. */
export function windowed(pathname: string, search: URLSearchParams, days: number | null): string {
  const next = new URLSearchParams(search);
  if (days === null) next.delete("days");
  else next.set("days", String(days));
  const text = next.toString();
  return text === "" ? pathname : `${pathname}?${text}`;
}
