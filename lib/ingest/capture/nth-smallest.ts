const PARTS = 4_096;

/**
 * The whole number that would stand at `rank` (0 is the first) if the values were sorted; there are more of them than
 * `rank`. Counts how many fall into each part of their range, then looks closer at the part that holds the rank: the
 * time taken depends on no order that a capture could choose.
 */
export function nthSmallest(values: Float64Array, rank: number): number {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  let span = most - least + 1;
  let before = 0;
  const counts = new Uint32Array(PARTS);
  while (span > 1) {
    const size = Math.ceil(span / PARTS);
    counts.fill(0);
    for (const value of values) {
      const above = value - least;
      if (above >= 0 && above < span) counts[Math.floor(above / size)] += 1;
    }
    let part = 0;
    while (before + counts[part] <= rank) {
      before += counts[part];
      part += 1;
    }
    least += part * size;
    span = Math.min(size, span - part * size);
  }
  return least;
}
