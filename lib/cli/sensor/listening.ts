import { setTimeout as sleep } from "node:timers/promises";
import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import { CaptureSession } from "@/lib/ingest/capture/capture-session";
import type { CaptureChild } from "./capture-child";

/** Before listening begins again, so that a card that stays away costs nothing. */
const BEGIN_AGAIN_MS = 10_000;

interface ListeningUses {
  /** The running program with its output not read yet. */
  start(): CaptureChild;
  /** What was learned until the program ended. */
  ship(result: DiscoveryResult): Promise<void>;
  tell(sentence: string): void;
  readonly beginAgainMs?: number;
}

/**
 * Listens until it is asked to end. A capturing program that ends by itself after it had begun, because its card went
 * down or somebody killed it, is started again, for as long as it takes; one that never began has nothing to wait for.
 */
export class Listening {
  private session = new CaptureSession();
  private child: CaptureChild | null = null;
  private readonly asked = new AbortController();
  private readonly earlier = { records: 0, dropped: null as number | null };
  private hasBegun = false;

  constructor(private readonly uses: ListeningUses) {}

  /** Packets since the start. */
  get records(): number {
    return this.earlier.records + this.session.records;
  }

  /** Packets that were not handed over since the start; null while nobody knows. */
  get dropped(): number | null {
    const [before, now] = [this.earlier.dropped, this.child?.dropped ?? null];
    return before === null && now === null ? null : (before ?? 0) + (now ?? 0);
  }

  /** What was learned since the last time. */
  take(): DiscoveryResult {
    this.child?.askCounters();
    return this.session.take();
  }

  end(): void {
    this.asked.abort();
    this.child?.end();
  }

  /** Resolves when it was asked to end (null), or with why it never began. */
  async run(): Promise<string | null> {
    for (let said = ""; ; ) {
      const { failure, didBegin } = await this.runOnce();
      if (failure === null || this.asked.signal.aborted) return null;
      if (!this.hasBegun) return failure;
      if (didBegin || failure !== said) this.uses.tell(`${failure} Listening begins again by itself.`);
      said = failure;
      const wait = this.uses.beginAgainMs ?? BEGIN_AGAIN_MS;
      await sleep(wait, undefined, { signal: this.asked.signal }).catch(() => undefined);
      if (this.asked.signal.aborted) return null;
    }
  }

  private async runOnce(): Promise<{ readonly failure: string | null; readonly didBegin: boolean }> {
    const child = this.uses.start();
    this.child = child;
    let didBegin = false;
    child.output.on("data", (chunk: Uint8Array) => {
      didBegin = true;
      this.hasBegun = true;
      // A stream that is no capture: the program's own words say why.
      try {
        this.session.push(chunk);
      } catch {
        child.end();
      }
    });
    const failure = await child.ended;
    const ended = this.session;
    const { dropped } = this;
    // The last numbers are in before the next program begins to count from 0.
    this.session = new CaptureSession();
    this.child = null;
    this.earlier.records += ended.records;
    this.earlier.dropped = dropped;
    if (didBegin) await this.uses.ship(ended.finish());
    return { failure, didBegin };
  }
}
