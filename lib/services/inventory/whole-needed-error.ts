import "server-only";

/** A part of the inventory cannot be computed by itself, or would cost no less than the whole. */
export class WholeNeededError extends Error {
  constructor(readonly because: string) {
    super(`Only the whole inventory can be computed: ${because}.`);
  }
}
