import "server-only";

/**
 * What is worked out of an object, for as long as that object is there and `key` is the same. For answers made of one that
 * `KeptForState` keeps: it is another object after each change, and what stands beside the old one goes with it.
 */
export class KeptBeside<Owner extends object, Answer> {
  readonly #kept = new WeakMap<Owner, { readonly key: string; readonly answer: Answer }>();

  /** @param key everything besides the object that the answer depends on */
  get(owner: Owner, key: string, workOut: () => Answer): Answer {
    const known = this.#kept.get(owner);
    if (known?.key === key) return known.answer;
    const answer = workOut();
    this.#kept.set(owner, { key, answer });
    return answer;
  }
}
