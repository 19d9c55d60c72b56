import type { ZoneSuggestion } from "./suggestion";

/** What somebody did not want: enough of a suggestion to know it again. */
export interface Dismissal {
  readonly kind: ZoneSuggestion["kind"];
  readonly zoneId: string | null;
  readonly deviceIds: readonly string[];
  /** Part of the group's packets that stayed in it, 0 to 1. */
  readonly insideShare: number;
}

/** As long as so many of all devices of both are in both, and the share inside is within so much, nothing changed. */
const MIN_COMMON_SHARE = 0.8;
const MAX_SHARE_CHANGE = 0.2;

/** Whether the evidence is still what it was when it was dismissed. */
export function isDismissed(suggestion: ZoneSuggestion, dismissals: readonly Dismissal[]): boolean {
  const ids = new Set(suggestion.devices.map(({ id }) => id));
  return dismissals.some((it) => {
    if (it.kind !== suggestion.kind || it.zoneId !== suggestion.zoneId) return false;
    const common = it.deviceIds.filter((id) => ids.has(id)).length;
    const all = ids.size + it.deviceIds.length - common;
    return common >= all * MIN_COMMON_SHARE && Math.abs(it.insideShare - insideShareOf(suggestion)) <= MAX_SHARE_CHANGE;
  });
}

/** 0 where nothing was said at all. */
export function insideShareOf({ reason }: Pick<ZoneSuggestion, "reason">): number {
  const all = reason.insidePackets + reason.outsidePackets;
  return all === 0 ? 0 : reason.insidePackets / all;
}
