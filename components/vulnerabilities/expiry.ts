const DAY_MS = 86_400_000;

/** How long a person's word on a finding may hold before somebody has to say it again. */
export const EXPIRIES_DAYS = [90, 180, 365] as const;

/** ISO time so many days from now; null = no end. */
export const expiryIn = (days: number | null): string | null =>
  days === null ? null : new Date(Date.now() + days * DAY_MS).toISOString();
