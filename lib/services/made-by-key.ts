import "server-only";
import { FewByKey } from "./few-by-key";
import { type Made, MadeMeanwhile, type TellProgress } from "./made-meanwhile";

/** What `MadeMeanwhile` makes, of a few questions; the oldest question goes first. */
export class MadeByKey<Answer> {
  readonly #kept: FewByKey<MadeMeanwhile<Answer>>;

  /**
   * @param most questions of which an answer is kept
   * @param words `what` and `counted` of MadeMeanwhile
   */
  constructor(most: number, words: readonly [what: string, counted: string]) {
    this.#kept = new FewByKey(most, () => new MadeMeanwhile(...words));
  }

  get(
    key: string,
    state: readonly unknown[],
    make: (last: Answer | undefined, tell: TellProgress) => Promise<Answer>,
  ): Promise<Made<Answer>> {
    return this.#kept.of(key).get(state, make);
  }
}
