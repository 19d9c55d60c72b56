import "server-only";
import { setTimeout as delay } from "node:timers/promises";
import { AppError } from "@/lib/domain/errors";
import { formatCount } from "@/lib/domain/say-count";
import { isSameState } from "./kept-for-state";

/** How far something is that is being made, in what its maker counts. */
export interface MakingProgress {
  readonly done: number;
  readonly total: number;
}

export type TellProgress = (progress: MakingProgress) => void;

export interface Made<Answer> {
  readonly answer: Answer;
  /** It is of a state before the present one, whose answer is being made. */
  readonly isEarlier: boolean;
}

/** Of a plant of some thousand devices an answer is made within it. Of a million, it takes minutes. */
const PATIENCE_MS = 3_000;
/** So many times as long it waits for what was just begun and has no answer before it. */
const FIRST_TIMES = 3;
const ASK_AGAIN_S = 2;

/**
 * An answer that can take minutes: made in the background, one at a time, for each state that somebody asks about.
 * Who asks waits some seconds and is then given the last answer that there is, marked so; where there is none, an AppError
 * "being-made" says how far it is (docs/decisions/0017).
 */
export class MadeMeanwhile<Answer> {
  #last: { readonly state: readonly unknown[]; readonly begun: number; readonly answer: Answer } | null = null;
  #making: {
    readonly begunMs: number;
    readonly told: { readonly progress: MakingProgress | null };
    readonly end: Promise<void>;
  } | null = null;
  #begun = 0;

  /**
   * @param what what is being made, for a sentence: "The plan"
   * @param counted what its progress counts: "devices read"
   */
  constructor(
    private readonly what: string,
    private readonly counted: string,
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  /**
   * @param state everything that the answer depends on, compared one by one
   * @param make is told the last answer, which may still hold, and tells how far it is; what takes long it does in pauses
   */
  async get(
    state: readonly unknown[],
    make: (last: Answer | undefined, tell: TellProgress) => Promise<Answer>,
  ): Promise<Made<Answer>> {
    const until = performance.now() + this.patienceMs;
    const asked = this.#begun;
    for (;;) {
      const last = this.#last;
      // What was begun after the question is of its state or of a later one.
      const isPresent = last !== null && (last.begun > asked || isSameState(last.state, state));
      if (isPresent) return { answer: last.answer, isEarlier: false };
      this.#making ??= this.#begin(state, make);
      const making = this.#making;
      const first = making.begunMs + FIRST_TIMES * this.patienceMs;
      if (await endsBefore(making.end, last === null ? Math.max(until, first) : until)) continue;
      if (last !== null) return { answer: last.answer, isEarlier: true };
      throw new AppError("being-made", this.#say(making.told.progress), { retryAfterS: ASK_AGAIN_S });
    }
  }

  #begin(state: readonly unknown[], make: (last: Answer | undefined, tell: TellProgress) => Promise<Answer>) {
    const begun = ++this.#begun;
    const told: { progress: MakingProgress | null } = { progress: null };
    const tell = (progress: MakingProgress) => {
      told.progress = progress;
    };
    const end = make(this.#last?.answer, tell)
      .then((answer) => {
        this.#last = { state, begun, answer };
      })
      .finally(() => {
        this.#making = null;
      });
    // Who still waits is told of a failure; who comes later begins anew.
    end.catch(() => {});
    return { begunMs: performance.now(), told, end };
  }

  #say(progress: MakingProgress | null): string {
    const far = progress ? `: ${formatCount(progress.done)} of ${formatCount(progress.total)} ${this.counted}` : "";
    return `${this.what} is being worked out${far}. It will stand here when that is done, also if you leave the page.`;
  }
}

/** Whether it ended by then; throws what it failed with. */
async function endsBefore(end: Promise<void>, until: number): Promise<boolean> {
  const stop = new AbortController();
  const late = delay(Math.max(0, until - performance.now()), false, { ref: false, signal: stop.signal });
  late.catch(() => {});
  try {
    return await Promise.race([end.then(() => true), late]);
  } finally {
    stop.abort();
  }
}
