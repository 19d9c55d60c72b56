import { type Address, type AddressSet, everyAddress, type Family } from "./address-set";

/** A set that lies over more pieces than this for each of its ranges is not cut up: what is held stays in proportion. */
const MAX_PIECES_PER_RANGE = 64;
const NONE: readonly number[] = [];

interface FamilyPieces {
  /** Where pieces begin, ascending; each ends where the next begins. */
  readonly starts: readonly bigint[];
  /** Of each piece, the numbers of the sets that hold it, ascending. */
  readonly holders: readonly (readonly number[])[];
}

/**
 * Which of many sets hold an address, found without asking each of them: all their edges cut the address space into
 * pieces, and each piece knows its sets.
 */
export class AddressIndex {
  /** Numbers of the sets that are so wide that each has to be asked, ascending. */
  readonly wide: readonly number[];
  private readonly pieces: ReadonlyMap<Family, FamilyPieces>;

  /** @param sets with the number that each is known by, ascending */
  constructor(sets: readonly (readonly [number, AddressSet])[]) {
    const starts = new Map(([4, 6] as const).map((family) => [family, startsOf(sets, family)]));
    const holders = new Map([...starts].map(([family, all]) => [family, all.map((): number[] => [])]));
    const wide: number[] = [];
    for (const [number, set] of sets) {
      const spans = set.map(({ family, first, last }) => {
        const ofFamily = starts.get(family) as bigint[];
        return { family, from: pieceAt(ofFamily, first), to: pieceAt(ofFamily, last) };
      });
      const count = spans.reduce((sum, { from, to }) => sum + to - from + 1, 0);
      if (count > MAX_PIECES_PER_RANGE * set.length) {
        wide.push(number);
        continue;
      }
      for (const { family, from, to } of spans)
        for (let at = from; at <= to; at += 1) holders.get(family)?.[at]?.push(number);
    }
    this.wide = wide;
    this.pieces = new Map(
      [...starts].map(([family, all]) => [family, { starts: all, holders: holders.get(family) ?? [] }]),
    );
  }

  /** Numbers of the sets that hold the address, ascending, without those in `wide`. */
  holding({ family, value }: Address): readonly number[] {
    const { starts, holders } = this.pieces.get(family) as FamilyPieces;
    return holders[pieceAt(starts, value)] ?? NONE;
  }

  /** Numbers of the sets that may hold the address, ascending: those that do, and the wide ones. */
  candidates(address: Address): readonly number[] {
    return mergeNumbers(this.holding(address), this.wide);
  }
}

function startsOf(sets: readonly (readonly [number, AddressSet])[], family: Family): bigint[] {
  const { last: end } = everyAddress(family);
  const starts = new Set<bigint>();
  for (const [, set] of sets) {
    for (const range of set) {
      if (range.family !== family) continue;
      starts.add(range.first);
      if (range.last < end) starts.add(range.last + 1n);
    }
  }
  return [...starts].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** The last piece that begins at or before the address; -1: it lies before all of them. */
function pieceAt(starts: readonly bigint[], value: bigint): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as bigint) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Two ascending lists without a number in common as one. */
export function mergeNumbers(a: readonly number[], b: readonly number[]): readonly number[] {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const merged: number[] = [];
  for (let atA = 0, atB = 0; atA < a.length || atB < b.length; ) {
    const [one, other] = [a[atA] ?? Number.POSITIVE_INFINITY, b[atB] ?? Number.POSITIVE_INFINITY];
    merged.push(Math.min(one, other));
    if (one < other) atA += 1;
    else atB += 1;
  }
  return merged;
}
