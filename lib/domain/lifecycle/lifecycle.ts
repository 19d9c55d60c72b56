/** One row of a list of end dates: a product, and when its vendor stops to sell, support and fix it. */
export interface LifecycleEntry {
  readonly vendor: string | null;
  /** Name or model; `*` stands for any text. */
  readonly product: string | null;
  /** `?` stands for one character, `*` for any; a number that ends early is a beginning. */
  readonly orderNumber: string | null;
  /** Range of firmware versions as written; null: all. */
  readonly versions: string | null;
  /** Days as "2026-10-01"; null where the list does not say. */
  readonly endOfSale: string | null;
  readonly endOfSupport: string | null;
  readonly endOfLife: string | null;
  /** Where the vendor says so: an address, a document. */
  readonly source: string | null;
  /** Where the row stands: "lifecycle.csv, line 12". */
  readonly place: string;
}

/** What the lists say of one device. */
export interface DeviceLifecycle {
  readonly endOfSale: string | null;
  readonly endOfSupport: string | null;
  readonly endOfLife: string | null;
  readonly source: string | null;
  readonly place: string;
  /** Why the row is about the device, in words. */
  readonly because: string;
  /** The row is bound to versions, and it cannot be told whether the device runs one of them. */
  readonly isPossible: boolean;
}

/** The last day with fixes: end of support, or of life where no other day is known; null when neither is. */
export function lastSupportedDay({
  endOfSupport,
  endOfLife,
}: Pick<DeviceLifecycle, "endOfSupport" | "endOfLife">): string | null {
  if (endOfSupport === null || endOfLife === null) return endOfSupport ?? endOfLife;
  return endOfSupport < endOfLife ? endOfSupport : endOfLife;
}

/** Microseconds since 1970 at which that day is over, UTC; null when no day is known. */
export function supportEndsUs(lifecycle: Pick<DeviceLifecycle, "endOfSupport" | "endOfLife">): number | null {
  const day = lastSupportedDay(lifecycle);
  return day === null ? null : (Date.parse(`${day}T00:00:00Z`) + DAY_MS) * 1000;
}

const DAY_MS = 86_400_000;

export const SUPPORT_STATES = ["ended", "ending", "supported"] as const;
export type SupportState = (typeof SUPPORT_STATES)[number];

/** "ending": within a year. */
export const ENDING_WITHIN_US = 365 * DAY_MS * 1000;

export function supportStateAt(endsUs: number, nowUs: number): SupportState {
  if (endsUs <= nowUs) return "ended";
  return endsUs <= nowUs + ENDING_WITHIN_US ? "ending" : "supported";
}
