import { AppError } from "@/lib/domain/errors";

/**
 * A fixed-window counter per key, in this process's memory: enough for one web process, and bounded, so that a flood
 * of keys cannot fill memory.
 */
const MAX_KEYS = 10_000;

export class RateLimit {
  private readonly windows = new Map<string, { startedAtMs: number; count: number }>();

  constructor(
    private readonly limit: number,
    private readonly windowMs: number,
    private readonly now: () => number = Date.now,
  ) {}

  /** Counts one try; throws AppError("too-many") above the limit. */
  take(key: string): void {
    const nowMs = this.now();
    const window = this.windows.get(key);
    if (!window || nowMs - window.startedAtMs >= this.windowMs) {
      if (this.windows.size >= MAX_KEYS) this.windows.clear();
      this.windows.set(key, { startedAtMs: nowMs, count: 1 });
      return;
    }
    window.count += 1;
    if (window.count > this.limit) {
      throw new AppError("too-many", "Too many tries in a short time. Wait a minute and try again.");
    }
  }
}
