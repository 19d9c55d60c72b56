const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** "2026-03-02 08:00:00 UTC"; the source's fraction of a second only when asked for. */
export function formatUtc(iso: string, precision: "second" | "source" = "second"): string {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(\.\d+)?/.exec(iso);
  if (!match) return iso;
  const fraction = precision === "source" && match[3] && !/^\.0+$/.test(match[3]) ? match[3] : "";
  return `${match[1]} ${match[2]}${fraction} UTC`;
}

/** How long ago, in one unit: "just now", "14 min ago", "2 h ago", "3 d ago", "8 mo ago"; ahead of now: "in 2 h". */
export function timeAgo(iso: string, nowMs: number): string {
  const atMs = Date.parse(iso);
  if (Number.isNaN(atMs)) return iso;
  const distanceMs = nowMs - atMs;
  const text = distance(Math.abs(distanceMs));
  if (text === null) return "just now";
  return distanceMs >= 0 ? `${text} ago` : `in ${text}`;
}

function distance(ms: number): string | null {
  if (ms < MINUTE_MS) return null;
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min`;
  if (ms < 2 * DAY_MS) return `${Math.floor(ms / HOUR_MS)} h`;
  if (ms < 60 * DAY_MS) return `${Math.floor(ms / DAY_MS)} d`;
  if (ms < 730 * DAY_MS) return `${Math.floor(ms / (30.44 * DAY_MS))} mo`;
  return `${Math.floor(ms / (365.25 * DAY_MS))} y`;
}
