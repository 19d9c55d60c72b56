/** For how long single flows are kept. What they add up to is kept for good. */
export interface FlowRetention {
  /** Whole months behind the current one; null = none goes for its age. */
  readonly months: number | null;
}

/** Nothing goes unless somebody asks for it. */
export const DEFAULT_FLOW_RETENTION: FlowRetention = { months: null };

/** Which of the months ("2026-11", UTC) have to go now: those that lie further back than is kept. */
export function monthsToDrop(months: readonly string[], { months: kept }: FlowRetention, now: Date): string[] {
  if (kept === null) return [];
  const oldest = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - kept, 1)).toISOString().slice(0, 7);
  return months.filter((month) => month < oldest);
}
