import type { TimeUs } from "../observation";
import type { Interval } from "./interval";

interface Span {
  readonly fromUs: TimeUs;
  readonly toUs: TimeUs;
}

/** The union of intervals: disjoint spans in order, which know how much of them lies before a time. */
export class TimeSpans {
  readonly startUs: TimeUs;
  readonly endUs: TimeUs;
  /** Length of all spans together. */
  readonly totalUs: number;
  readonly #spans: Span[] = [];
  /** Length of all spans before the one of the same index. */
  readonly #before: number[] = [];

  /** Intervals without a time are passed over; without any, the union is empty and begins and ends at 0. */
  constructor(intervals: readonly Interval[]) {
    const known = intervals.filter((it): it is Span => it.fromUs !== null && it.toUs !== null && it.fromUs <= it.toUs);
    known.sort((a, b) => a.fromUs - b.fromUs || a.toUs - b.toUs);
    let total = 0;
    for (let at = 0; at < known.length; ) {
      const { fromUs } = known[at] as Span;
      let { toUs } = known[at] as Span;
      for (at += 1; at < known.length && (known[at] as Span).fromUs <= toUs; at += 1) {
        toUs = Math.max(toUs, (known[at] as Span).toUs);
      }
      this.#spans.push({ fromUs, toUs });
      this.#before.push(total);
      total += toUs - fromUs;
    }
    this.totalUs = total;
    this.startUs = this.#spans[0]?.fromUs ?? 0;
    this.endUs = this.#spans.at(-1)?.toUs ?? 0;
  }

  /** How much of the union lies before a time, in microseconds. */
  totalBefore(atUs: TimeUs): number {
    let [low, high] = [0, this.#spans.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#spans[middle] as Span).fromUs < atUs) low = middle + 1;
      else high = middle;
    }
    if (low === 0) return 0;
    const last = this.#spans[low - 1] as Span;
    return (this.#before[low - 1] as number) + Math.min(atUs, last.toUs) - last.fromUs;
  }

  /** The disjoint spans in order. */
  list(): readonly Span[] {
    return this.#spans;
  }

  /** What of this union lies in none of the others' spans; single moments are passed over. */
  without(other: TimeSpans): Span[] {
    const left: Span[] = [];
    let at = 0;
    for (const { fromUs, toUs } of this.#spans) {
      let openUs = fromUs;
      while (at < other.#spans.length && (other.#spans[at] as Span).toUs <= openUs) at++;
      for (let next = at; next < other.#spans.length && openUs < toUs; next++) {
        const taken = other.#spans[next] as Span;
        if (taken.fromUs >= toUs) break;
        if (taken.fromUs > openUs) left.push({ fromUs: openUs, toUs: taken.fromUs });
        openUs = Math.max(openUs, taken.toUs);
      }
      if (openUs < toUs) left.push({ fromUs: openUs, toUs });
    }
    return left;
  }

  /** What lies between the spans. */
  *gaps(): Generator<Span> {
    for (let at = 1; at < this.#spans.length; at++) {
      yield { fromUs: (this.#spans[at - 1] as Span).toUs, toUs: (this.#spans[at] as Span).fromUs };
    }
  }
}
