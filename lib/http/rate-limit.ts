import { AppError } from "@/lib/domain/errors";

/**
 * A fixed-window counter per key, in this process's memory: enough for one web process, and bounded. When a flood of
 * keys fills it, the windows that began first go, never all at once: a flood must not wipe out the count of its author.
 */
const MAX_KEYS = 10_000;

export class RateLimit {
  /** In the order in which the windows began. */
  private readonly windows = new Map<string, { startedAtMs: number; count: number }>();

  constructor(
    private readonly limit: number,
    private readonly windowMs: number,
    /** Monotonic: a clock that is set back must lock nobody out, and one set forward must not let a guesser go on. */
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Counts one try; throws AppError("too-many") above the limit. */
  take(key: string): void {
    const nowMs = this.now();
    const window = this.windows.get(key);
    if (!window || nowMs - window.startedAtMs >= this.windowMs) {
      this.windows.delete(key);
      this.makeRoom(nowMs);
      this.windows.set(key, { startedAtMs: nowMs, count: 1 });
      return;
    }
    window.count += 1;
    if (window.count > this.limit) {
      const retryAfterS = Math.ceil((window.startedAtMs + this.windowMs - nowMs) / 1000);
      const minutes = Math.ceil(retryAfterS / 60);
      const wait = minutes === 1 ? "a minute" : `${minutes} minutes`;
      throw new AppError("too-many", `Too many tries in a short time. Wait ${wait} and try again.`, { retryAfterS });
    }
  }

  /** Takes one try back, of somebody who was told neither yes nor no. */
  giveBack(key: string): void {
    const window = this.windows.get(key);
    if (window && window.count > 0) window.count -= 1;
  }

  private makeRoom(nowMs: number): void {
    for (const [key, { startedAtMs }] of this.windows) {
      if (nowMs - startedAtMs < this.windowMs && this.windows.size < MAX_KEYS) return;
      this.windows.delete(key);
    }
  }
}
