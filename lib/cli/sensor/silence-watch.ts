/** As long as the server waits before it calls a sensor late. */
const QUIET_MS = 180_000;

/** How often to look; the times that are said are as exact as that. */
export const LOOK_EVERY_MS = 30_000;

/**
 * Notices that nothing comes any more. The capturing program keeps listening on a card that went down or whose mirror
 * port was changed, and says nothing. A sentence each time silence begins to matter and each time it ends, none between.
 */
export class SilenceWatch {
  private received = 0;
  private isSilent = false;

  constructor(
    private readonly interfaceName: string,
    private sinceMs: number,
  ) {}

  /** What there is to say now, null when nothing; `received` counts packets since the start. */
  look(received: number, nowMs: number): string | null {
    const { interfaceName } = this;
    const since = `${new Date(this.sinceMs).toISOString().slice(0, 16).replace("T", " ")} UTC`;
    if (received > this.received) {
      const wasSilent = this.isSilent;
      this.received = received;
      this.sinceMs = nowMs;
      this.isSilent = false;
      return wasSilent ? `Packets come on ${interfaceName} again. There were none since ${since}.` : null;
    }
    if (this.isSilent || nowMs - this.sinceMs < QUIET_MS) return null;
    this.isSilent = true;
    return `No packet has come on ${interfaceName} since ${since}. See whether it is up and has a link ("ip link show ${interfaceName}"), whether the mirror port or tap still sends to it, and whether --filter leaves everything out. Listening goes on.`;
  }
}
