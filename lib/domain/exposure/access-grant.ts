import type { TimeUs } from "../observation";

const MINUTE_US = 60_000_000;
const DAY_MINUTES = 1_440;
/** 1970-01-01 was a Thursday, day 4 of ISO 8601. */
const EPOCH_DAY = 4;

/** Hours of the week in which access is granted, UTC. A window over midnight belongs to the day on which it begins. */
export interface WeeklyHours {
  /** ISO 8601 days: 1 = Monday. */
  readonly days: readonly number[];
  readonly fromMinute: number;
  /** Up to but not at this minute; 1440 is midnight. At most `fromMinute`: it ends on the next day. */
  readonly toMinute: number;
}

export const GRANT_STATES = ["requested", "approved", "refused", "revoked"] as const;
export type GrantState = (typeof GRANT_STATES)[number];

/** Who of a supplier may come, by which tool, where to, when. */
export interface AccessGrant {
  readonly id: string;
  readonly supplier: string;
  /** Name of a remote-access tool. */
  readonly tool: string;
  /** Devices and whole zones that it reaches. */
  readonly deviceIds: readonly string[];
  readonly zoneIds: readonly string[];
  /** Networks (CIDR) and names where it comes from; empty: anywhere. */
  readonly origins: readonly string[];
  readonly validFromUs: TimeUs;
  /** From then on it has ended by itself. */
  readonly validUntilUs: TimeUs;
  /** Null: at any hour. */
  readonly hours: WeeklyHours | null;
  readonly state: GrantState;
  /** When it was revoked. */
  readonly revokedAtUs: TimeUs | null;
}

export function isWithin(hours: WeeklyHours, atUs: TimeUs): boolean {
  const minute = Math.floor(atUs / MINUTE_US);
  const ofDay = ((minute % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
  const dayNumber = Math.floor(minute / DAY_MINUTES);
  const day = ((((dayNumber + EPOCH_DAY - 1) % 7) + 7) % 7) + 1;
  const { days, fromMinute, toMinute } = hours;
  if (fromMinute < toMinute) return days.includes(day) && ofDay >= fromMinute && ofDay < toMinute;
  const yesterday = day === 1 ? 7 : day - 1;
  return (days.includes(day) && ofDay >= fromMinute) || (days.includes(yesterday) && ofDay < toMinute);
}

/** When the grant really ends: its date, or earlier when it was revoked. */
export function endOfGrant({ validUntilUs, revokedAtUs }: AccessGrant): TimeUs {
  return revokedAtUs === null ? validUntilUs : Math.min(validUntilUs, revokedAtUs);
}
