import type { Zone } from "./zone";

type Branch = Pick<Zone, "id" | "parentId">;

/** Zones above this one, nearest first. A circle, which nobody can save, ends where it began. */
export function ancestorsOf(id: string, zones: readonly Branch[]): string[] {
  const parents = new Map(zones.map((zone) => [zone.id, zone.parentId]));
  const above: string[] = [];
  for (
    let at = parents.get(id) ?? null;
    at !== null && at !== id && !above.includes(at);
    at = parents.get(at) ?? null
  ) {
    above.push(at);
  }
  return above;
}

/** How many zones stand above each. */
export function depthsOf(zones: readonly Branch[]): ReadonlyMap<string, number> {
  return new Map(zones.map(({ id }) => [id, ancestorsOf(id, zones).length]));
}
