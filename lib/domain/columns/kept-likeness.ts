import type { DeviceColumns } from "./device-columns";
import { type CountedLikeness, countLikeness } from "./likely-columns";

/** Sites and realms that somebody looks at, and all: each asks two questions. */
const MOST_KEPT = 32;

/**
 * What was counted of a few questions to columns, so that after a change only what stands in the same group is counted
 * anew. Questions whose answer does not follow from the columns alone must not be kept. The one that was asked longest ago
 * goes first.
 */
export class KeptLikeness {
  readonly #kept = new Map<string, CountedLikeness>();

  constructor(private readonly columns: DeviceColumns) {}

  /** @param mask of the rows that fit the question now */
  count(question: string, mask: Uint8Array): CountedLikeness {
    const counted = countLikeness(this.columns, mask, this.#kept.get(question));
    this.#kept.delete(question);
    this.#kept.set(question, counted);
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined && this.#kept.size > MOST_KEPT) this.#kept.delete(oldest);
    return counted;
  }
}
