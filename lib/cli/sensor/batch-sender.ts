import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { tell } from "../output";
import type { BatchSpool } from "./batch-spool";
import { explainNoAnswer, readAnswer, type SentBatch } from "./server-answer";

const pack = promisify(gzip);
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
/** What the server may take, and what each byte may take on the way: lines of 32 kbit/s are in use at wells and masts. */
const ANSWER_WITHIN_MS = 60_000;
const SLOWEST_BYTES_PER_MS = 4;

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
      const health = { ...batch.health, sent: this.spool.sent };
      const sent = await this.post(batch.seq, JSON.stringify({ ...batch, health, sentAtMs: Date.now() }));
      if (sent.outcome === "taken" && sent.freeSeq !== null) {
        const next = await this.spool.renumber(batch, sent.freeSeq);
        tell(
          `sightglass sensor: the server has another batch ${batch.seq} of this sensor: its folder was restored from an older copy, or another sensor uses the same token; give each its own. Nothing is lost: this one is sent as batch ${next}.`,
        );
      } else if (sent.outcome === "taken") {
        await this.spool.confirm(batch);
        if (this.said !== "") tell("sightglass sensor: the server takes batches again.");
        this.said = "";
        this.waitMs = FIRST_WAIT_MS;
      } else if (sent.outcome === "hopeless") {
        tell(`sightglass sensor: the server refuses batch ${batch.seq}: ${sent.why} It is given up and counted.`);
        await this.spool.giveUp(batch);
      } else if (sent.outcome === "token-refused" && this.endsWhenRefused) {
        this.sayOnce(sent.why);
        return;
      } else {
        this.sayOnce(`${sent.why} Batches wait on disk; trying again.`);
        await this.rest(sent.retryAfterMs ?? null);
      }
    }
  }

  private async rest(retryAfterMs: number | null): Promise<void> {
    const ms = retryAfterMs ?? this.waitMs * (0.5 + Math.random());
    this.waitMs = Math.min(LONGEST_WAIT_MS, this.waitMs * 2);
    await sleep(Math.min(ms, LONGEST_WAIT_MS), undefined, { signal: this.signal }).catch(() => undefined);
  }

  private async post(seq: number, json: string): Promise<SentBatch> {
    try {
      const body = new Uint8Array(await pack(json));
      const response = await fetch(this.address, {
        method: "POST",
        headers: {
          authorization: `Bearer ${this.token}`,
          "content-type": "application/json",
          "content-encoding": "identity",
        },
        body,
        // Where it leads, the token is nobody's business.
        redirect: "manual",
        signal: AbortSignal.any([
          this.signal,
          AbortSignal.timeout(ANSWER_WITHIN_MS + Math.ceil(body.length / SLOWEST_BYTES_PER_MS)),
        ]),
      });
      const { status, headers } = response;
      return readAnswer(seq, { status, headers, text: await startOf(response) });
    } catch (error) {
      // fetch's own two kinds; everything else is a fault of ours.
      if (!(error instanceof TypeError || error instanceof DOMException)) throw error;
      return { outcome: "later", why: explainNoAnswer(error) };
    }
  }

  private sayOnce(sentence: string): void {
    if (this.said === sentence) return;
    this.said = sentence;
    tell(`sightglass sensor: ${sentence}`);
  }
}

/** The server's answers are short; whatever else answers may go on for ever. */
const MAX_ANSWER_CHARACTERS = 10_000;

async function startOf(response: Response): Promise<string> {
  let text = "";
  if (!response.body) return text;
  // Leaving the loop cancels the rest.
  for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
    text += part;
    if (text.length > MAX_ANSWER_CHARACTERS) break;
  }
  return text;
}
