import "server-only";
import { type Made, MadeMeanwhile, type TellProgress } from "./made-meanwhile";

/** What `MadeMeanwhile` makes, of a few questions; the oldest question goes first. */
export class MadeByKey<Answer> {
  readonly #kept = new Map<string, MadeMeanwhile<Answer>>();

  /**
   * @param most questions of which an answer is kept
   * @param words `what` and `counted` of MadeMeanwhile
   */
  constructor(
    private readonly most: number,
    private readonly words: readonly [what: string, counted: string],
  ) {}

  get(
    key: string,
    state: readonly unknown[],
    make: (last: Answer | undefined, tell: TellProgress) => Promise<Answer>,
  ): Promise<Made<Answer>> {
    let known = this.#kept.get(key);
    if (!known) {
      const [oldest] = this.#kept.keys();
      if (oldest !== undefined && this.#kept.size >= this.most) this.#kept.delete(oldest);
      known = new MadeMeanwhile<Answer>(...this.words);
      this.#kept.set(key, known);
    }
    return known.get(state, make);
  }
}
