import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { tell } from "../output";
import type { BatchSpool } from "./batch-spool";

const pack = promisify(gzip);
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
const ANSWER_WITHIN_MS = 60_000;
/** The token is wrong or was revoked: a person has to act, and the batches are worth keeping until then. */
const TOKEN_REFUSED = [401, 403];
/** Refusals that no repetition cures. */
const HOPELESS = [400, 409, 413, 415, 422];

/** Sends what the spool holds, oldest first, until it is empty; waits longer and longer while the server is away. */
export class BatchSender {
  private running: Promise<void> | null = null;
  private waitMs = FIRST_WAIT_MS;
  private said = "";

  constructor(
    private readonly spool: BatchSpool,
    private readonly address: URL,
    private readonly token: string,
    private readonly signal: AbortSignal,
    /** What listens goes on while its token is refused; what reads a file has nothing to wait for. */
    private readonly endsWhenRefused: boolean,
  ) {}

  /** Begins, or goes on; resolves when nothing is left, the signal is aborted, or (if it ends then) the token is refused. */
  send(): Promise<void> {
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async run(): Promise<void> {
    while (!this.signal.aborted) {
      const batch = await this.spool.first();
      if (!batch) return;
      const answer = await this.post(JSON.stringify({ ...batch, sentAtMs: Date.now() }));
      if (answer.isTaken) {
        await this.spool.remove(batch.seq);
        if (this.said !== "") tell("sightglass sensor: the server takes batches again.");
        this.said = "";
        this.waitMs = FIRST_WAIT_MS;
      } else if (answer.isHopeless) {
        tell(`sightglass sensor: the server refuses batch ${batch.seq}: ${answer.why} It is given up and counted.`);
        await this.spool.giveUp(batch);
      } else if (answer.isTokenRefused && this.endsWhenRefused) {
        this.sayOnce(answer.why);
        return;
      } else {
        this.sayOnce(`${answer.why} Batches wait on disk; trying again.`);
        await this.rest(answer.retryAfterMs);
      }
    }
  }

  private async rest(retryAfterMs: number | null): Promise<void> {
    const ms = retryAfterMs ?? this.waitMs * (0.5 + Math.random());
    this.waitMs = Math.min(LONGEST_WAIT_MS, this.waitMs * 2);
    await sleep(Math.min(ms, LONGEST_WAIT_MS), undefined, { signal: this.signal }).catch(() => undefined);
  }

  private async post(json: string) {
    try {
      const response = await fetch(this.address, {
        method: "POST",
        headers: {
          authorization: `Bearer ${this.token}`,
          "content-type": "application/json",
          "content-encoding": "identity",
        },
        body: new Uint8Array(await pack(json)),
        redirect: "error",
        signal: AbortSignal.any([this.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
      });
      const text = (await response.text()).slice(0, 2_000);
      const isHopeless = HOPELESS.includes(response.status);
      const retryS = Number(response.headers.get("retry-after") ?? Number.NaN);
      return {
        isTaken: response.ok,
        isHopeless,
        isTokenRefused: TOKEN_REFUSED.includes(response.status),
        why: sentenceOf(text) ?? `The server answered ${response.status}.`,
        retryAfterMs: Number.isFinite(retryS) ? retryS * 1_000 : null,
      };
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      const why = `The server does not answer (${cause}).`;
      return { isTaken: false, isHopeless: false, isTokenRefused: false, why, retryAfterMs: null };
    }
  }

  private sayOnce(sentence: string): void {
    if (this.said === sentence) return;
    this.said = sentence;
    tell(`sightglass sensor: ${sentence}`);
  }
}

function sentenceOf(text: string): string | null {
  try {
    const { detail } = JSON.parse(text) as { detail?: unknown };
    return typeof detail === "string" ? detail : null;
  } catch {
    return null;
  }
}
