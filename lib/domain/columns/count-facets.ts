/** A facet over one column: what a code means, and which codes are chosen (null: none is, all pass). */
export interface FacetColumn<Name extends string> {
  readonly facet: Name;
  readonly codes: Uint32Array;
  /** Code → values that it counts for: one, or those of a set. */
  readonly valuesOf: readonly (readonly string[])[];
  readonly chosen: ReadonlySet<string> | null;
}

export interface FacetCount<Name extends string> {
  readonly facet: Name;
  readonly value: string;
  readonly count: number;
}

/** Places of facets are below. */
const PASSES = 254;
const FAILS = 255;

/**
 * Exact counts, each facet under the mask and all *other* facets' choices: a row that fails one choice counts for that
 * facet alone, one that fails two for none. `total` is how many rows pass everything.
 */
export function countFacets<Name extends string>(
  columns: readonly FacetColumn<Name>[],
  mask: Uint8Array,
): { readonly counts: FacetCount<Name>[]; readonly total: number } {
  const counters = columns.map(({ valuesOf }) => new Uint32Array(valuesOf.length));
  const active = columns.flatMap(({ chosen, codes, valuesOf }, at) =>
    chosen === null
      ? []
      : [{ at, codes, allowed: Uint8Array.from(valuesOf, (it) => (it.some((v) => chosen.has(v)) ? 1 : 0)) }],
  );
  // Which facet alone a row fails: PASSES none, FAILS more than one.
  const fate = new Uint8Array(mask.length);
  let total = 0;
  for (let row = 0; row < mask.length; row++) fate[row] = mask[row] === 1 ? PASSES : FAILS;
  for (const { at, codes, allowed } of active) {
    for (let row = 0; row < mask.length; row++) {
      if (allowed[codes[row] as number] === 0) fate[row] = fate[row] === PASSES ? at : FAILS;
    }
  }
  for (let row = 0; row < mask.length; row++) if (fate[row] === PASSES) total++;
  // Column by column: what is counted and what it is counted by stay in the processor's cache.
  columns.forEach(({ codes }, at) => {
    countCodes(codes, fate, at, counters[at] as Uint32Array);
  });
  const counts = columns.flatMap(({ facet, valuesOf }, at) => {
    const sums = new Map<string, number>();
    (counters[at] as Uint32Array).forEach((count, code) => {
      if (count === 0) return;
      for (const value of valuesOf[code] ?? []) sums.set(value, (sums.get(value) ?? 0) + count);
    });
    return [...sums].map(([value, count]) => ({ facet, value, count }));
  });
  return { counts, total };
}

function countCodes(codes: Uint32Array, fate: Uint8Array, at: number, counter: Uint32Array): void {
  for (let row = 0; row < fate.length; row++) {
    const it = fate[row];
    if (it !== PASSES && it !== at) continue;
    const code = codes[row] as number;
    counter[code] = (counter[code] as number) + 1;
  }
}

/** Takes the rows out of the mask that fail a facet's choice. */
export function narrowByFacets(columns: readonly FacetColumn<string>[], mask: Uint8Array): void {
  for (const { codes, valuesOf, chosen } of columns) {
    if (chosen === null) continue;
    const allowed = Uint8Array.from(valuesOf, (it) => (it.some((value) => chosen.has(value)) ? 1 : 0));
    for (let row = 0; row < mask.length; row++) {
      mask[row] = (mask[row] as number) & (allowed[codes[row] as number] as number);
    }
  }
}
