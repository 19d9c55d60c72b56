import "server-only";

/**
 * The last answer, for as long as the state that it is of is the same; whoever asks meanwhile waits for the same one.
 * What failed is worked out again by who asks next (docs/decisions/0017).
 */
export class KeptForState<Answer> {
  #kept: { readonly state: readonly unknown[]; readonly answer: Promise<Answer> } | null = null;
  #last: Answer | undefined;

  /**
   * @param state everything that the answer depends on, compared one by one
   * @param workOut is told the last answer that there was, which may still hold
   */
  get(state: readonly unknown[], workOut: (last: Answer | undefined) => Promise<Answer>): Promise<Answer> {
    const known = this.#kept;
    if (known && isSameState(known.state, state)) return known.answer;
    const mine = { state, answer: workOut(this.#last) };
    this.#kept = mine;
    mine.answer.then(
      (answer) => {
        if (this.#kept === mine) this.#last = answer;
      },
      () => {
        if (this.#kept === mine) this.#kept = null;
      },
    );
    return mine.answer;
  }
}

/** Whether nothing of what an answer depends on is another. */
export function isSameState(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((it, at) => it === b[at]);
}
