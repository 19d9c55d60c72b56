import "server-only";
import { KeptForState } from "./kept-for-state";

/** The answers of a few questions, each for as long as the state that it is of is the same; the oldest question goes first. */
export class KeptByKey<Answer> {
  readonly #kept = new Map<string, KeptForState<Answer>>();
  readonly #most: number;

  /** @param most questions of which an answer is kept */
  constructor(most: number) {
    this.#most = most;
  }

  /**
   * @param state everything besides the question that the answer depends on, compared one by one
   * @param workOut is told the last answer to this question, which may still hold
   */
  get(key: string, state: readonly unknown[], workOut: (last: Answer | undefined) => Promise<Answer>): Promise<Answer> {
    let known = this.#kept.get(key);
    if (!known) {
      const [oldest] = this.#kept.keys();
      if (oldest !== undefined && this.#kept.size >= this.#most) this.#kept.delete(oldest);
      known = new KeptForState<Answer>();
      this.#kept.set(key, known);
    }
    return known.get(state, workOut);
  }
}
