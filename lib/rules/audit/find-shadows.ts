import type { FlatRule } from "./flatten-chain";
import { coversRegion, isWhereverOf, overlaps, type Region, subtractRegion } from "./region";

export interface Shadow {
  readonly flat: FlatRule;
  /** "shadowed": earlier rules decide otherwise on some of it. "redundant": the same is decided without it. */
  readonly kind: "shadowed" | "redundant";
  /** The rules that leave it nothing to do. */
  readonly by: readonly FlatRule[];
}

/** More parts than this are not followed: nothing is claimed of the rule then. */
const MAX_PARTS = 400;

/** Rules that no first packet ever reaches, and rules without which every verdict stays the same. */
export function findShadows(flat: readonly FlatRule[]): Shadow[] {
  return flat.flatMap((one, index) => shadowOf(flat, one, index) ?? []);
}

function shadowOf(flat: readonly FlatRule[], one: FlatRule, index: number): Shadow | null {
  let left: readonly Region[] = [one.region];
  const by: FlatRule[] = [];
  for (const earlier of flat.slice(0, index)) {
    if (!earlier.region.isExact || !isWhereverOf(earlier.region, one.region)) continue;
    if (!left.some((part) => overlaps(part, earlier.region))) continue;
    left = left.flatMap((part) => subtractRegion(part, earlier.region));
    by.push(earlier);
    if (left.length > MAX_PARTS) return null;
    if (left.length > 0) continue;
    const kind = by.every((it) => it.action === one.action) ? "redundant" : "shadowed";
    return { flat: one, kind, by };
  }
  // A later rule that does the same on all of it, with nothing in between that does otherwise.
  for (const later of flat.slice(index + 1)) {
    if (later.action !== one.action && overlaps(later.region, one.region)) return null;
    if (later.action === one.action && coversRegion(later.region, one.region))
      return { flat: one, kind: "redundant", by: [later] };
  }
  return null;
}
