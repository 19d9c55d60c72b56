/**
 * The time by which kept things grow old. What retention lets go is gone for good, and a machine's clock may leap by
 * years: an empty battery, a wrong time server. So a leap forward is not believed before the clock has run on for a
 * while, and until then things age only by what really went by. A clock that is set back makes nothing older.
 */
export interface AgeClock {
  /** What the machine's clock said at the last look. */
  readonly seenMs: number;
  /** Where a leap is not believed yet: the time before it, and what the machine's clock said right behind it. */
  readonly leap: { readonly fromMs: number; readonly toMs: number } | null;
}

/** No leap is a machine that was off for less; a believed leap makes nothing go earlier than by so much. */
const LEAP_MS = 7 * 86_400_000;
/** For so long the clock has to run on before a leap is believed: time for somebody to notice. */
const BELIEVED_AFTER_MS = 7 * 86_400_000;

/** @param before null at the first look of an installation, which has nothing to compare with and believes the clock */
export function lookAtClock(nowMs: number, before: AgeClock | null): AgeClock {
  if (!before) return { seenMs: nowMs, leap: null };
  const { seenMs, leap } = before;
  const hasLeapt = nowMs - seenMs > LEAP_MS;
  if (!leap) return { seenMs: nowMs, leap: hasLeapt ? { fromMs: seenMs, toMs: nowMs } : null };
  // Set right again.
  if (nowMs - leap.fromMs <= LEAP_MS) return { seenMs: nowMs, leap: null };
  if (hasLeapt || nowMs < leap.toMs) return { seenMs: nowMs, leap: { fromMs: ageTimeMs(before), toMs: nowMs } };
  return { seenMs: nowMs, leap: nowMs - leap.toMs >= BELIEVED_AFTER_MS ? null : leap };
}

/**
 * Whether the clock went back, out of a leap that was not believed yet, to where it would be without it: what lies ahead
 * of it was written during the leap. One that merely went back may be wrong itself, and says nothing of what it wrote.
 */
export function wasSetRight(before: AgeClock | null, after: AgeClock): boolean {
  if (!before?.leap || after.leap) return false;
  const { fromMs, toMs } = before.leap;
  return after.seenMs >= fromMs && after.seenMs < toMs;
}

/** The time by which ages are counted, in milliseconds since 1970. */
export function ageTimeMs({ seenMs, leap }: AgeClock): number {
  return leap ? leap.fromMs + (seenMs - leap.toMs) : seenMs;
}
