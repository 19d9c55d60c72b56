import type { TimeUs } from "../observation";

export interface TimeSpan {
  /** Null: unknown. */
  readonly firstUs: TimeUs | null;
  readonly lastUs: TimeUs | null;
}

/** From the first to the last of all; any number of them, which a call with an argument for each could not take. */
export function spanOf<Item>(items: readonly Item[], of: (item: Item) => TimeSpan): TimeSpan {
  let [first, last]: [TimeUs | null, TimeUs | null] = [null, null];
  for (const item of items) {
    const { firstUs, lastUs } = of(item);
    if (firstUs !== null && (first === null || firstUs < first)) first = firstUs;
    if (lastUs !== null && (last === null || lastUs > last)) last = lastUs;
  }
  return { firstUs: first, lastUs: last };
}
