import type { TimeUs } from "@/lib/domain/observation";

/** Stretches the interval of something seen again; unknown times change nothing. */
export function widen(
  kept: { firstSeenUs: TimeUs | null; lastSeenUs: TimeUs | null },
  seen: { readonly fromUs: TimeUs | null; readonly toUs: TimeUs | null },
): void {
  if (seen.fromUs === null) return;
  const end = seen.toUs ?? seen.fromUs;
  if (kept.firstSeenUs === null || seen.fromUs < kept.firstSeenUs) kept.firstSeenUs = seen.fromUs;
  if (kept.lastSeenUs === null || end > kept.lastSeenUs) kept.lastSeenUs = end;
}
