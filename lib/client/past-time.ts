/**
 * A time of the address bar or of a date field, as the API takes it. Fields give minutes without a zone ("2026-03-02 08:00"),
 * which are read as UTC like every time that is shown; "UTC" may stand behind. Null when it is no time of the years 1 to 9999.
 */
export function pastTimeOf(typed: string | readonly string[] | undefined): string | null {
  if (typeof typed !== "string") return null;
  const text = typed
    .trim()
    .replace(/^(\d{4}-\d{2}-\d{2}) /, "$1T")
    .replace(/ UTC$/, "Z");
  const hasZone = /(?:Z|[+-]\d{2}:\d{2})$/.test(text);
  const ms = Date.parse(hasZone ? text : `${text}Z`);
  if (Number.isNaN(ms) || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text)) return null;
  const iso = new Date(ms).toISOString();
  // PostgreSQL has no year 0, and a shift of the zone may lead into it or out of the four digits.
  return /^(?!0000)\d{4}-/.test(iso) ? iso : null;
}

/** The time as a field for times shows it, to the second. */
export const fieldTimeOf = (iso: string): string => iso.slice(0, 19).replace("T", " ");
