import { HEARS_NOTHING_AFTER_MS, type SensorLink, sayDuration, silenceAdvice } from "@/lib/domain/sensor/sensor-state";

/** How often to look; the times that are said are as exact as that. */
export const LOOK_EVERY_MS = 30_000;

/**
 * Notices that nothing comes any more. The capturing program keeps listening on a card that lost its link or whose mirror
 * port was changed, and says nothing. A sentence each time silence begins to matter and each time it ends, none between.
 * Times are those of a clock that nobody sets.
 */
export class SilenceWatch {
  private received = 0;
  private isSilent = false;

  constructor(
    private readonly interfaceName: string,
    private sinceMs: number,
  ) {}

  /** For how long no packet has come, as far as was looked. `received` counts packets since the start. */
  silentMs(received: number, nowMs: number): number {
    return received > this.received ? 0 : Math.round(nowMs - this.sinceMs);
  }

  /** What there is to say now, null when nothing. */
  look(received: number, nowMs: number, link: SensorLink | null): string | null {
    const { interfaceName } = this;
    const silentMs = nowMs - this.sinceMs;
    if (received > this.received) {
      const wasSilent = this.isSilent;
      this.received = received;
      this.sinceMs = nowMs;
      this.isSilent = false;
      return wasSilent ? `Packets come on ${interfaceName} again, after ${sayDuration(silentMs)} without any.` : null;
    }
    if (this.isSilent || silentMs < HEARS_NOTHING_AFTER_MS) return null;
    this.isSilent = true;
    return `No packet has come on ${interfaceName} for ${sayDuration(silentMs)}. ${silenceAdvice(interfaceName, link)} Listening goes on.`;
  }
}
