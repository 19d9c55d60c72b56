import "server-only";
import { FewByKey } from "./few-by-key";
import { KeptForState } from "./kept-for-state";

/** The answers of a few questions, each for as long as the state that it is of is the same; the oldest question goes first. */
export class KeptByKey<Answer> {
  readonly #kept: FewByKey<KeptForState<Answer>>;

  /** @param most questions of which an answer is kept */
  constructor(most: number) {
    this.#kept = new FewByKey(most, () => new KeptForState());
  }

  /**
   * @param state everything besides the question that the answer depends on, compared one by one
   * @param workOut is told the last answer to this question, which may still hold
   */
  get(key: string, state: readonly unknown[], workOut: (last: Answer | undefined) => Promise<Answer>): Promise<Answer> {
    return this.#kept.of(key).get(state, workOut);
  }
}
