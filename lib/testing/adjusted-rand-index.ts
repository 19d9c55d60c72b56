/**
 * How well two partitions of the same things agree (Hubert and Arabie 1985): 1 the same, about 0 as by chance.
 * `a[n]` and `b[n]` name the part of the n-th thing.
 */
export function adjustedRandIndex(a: readonly string[], b: readonly string[]): number {
  const pairsIn = (names: readonly string[]) => {
    const counts = new Map<string, number>();
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
    let pairs = 0;
    for (const count of counts.values()) pairs += (count * (count - 1)) / 2;
    return pairs;
  };
  const both = pairsIn(a.map((name, at) => `${name}\n${b[at]}`));
  const [ofA, ofB, all] = [pairsIn(a), pairsIn(b), (a.length * (a.length - 1)) / 2];
  const expected = (ofA * ofB) / all;
  const most = (ofA + ofB) / 2;
  return most === expected ? 1 : (both - expected) / (most - expected);
}
