/** A zone as a matrix or a map has it; what is no zone ("unzoned", "internet") has no site. */
interface SiteZone {
  readonly key: string;
  readonly name: string;
  readonly site: string | null;
}

interface Pair {
  readonly from: string;
  readonly to: string;
}

/** What is left of zones and pairs when one site is looked at. */
export interface NarrowedZones<Zone> {
  readonly zones: readonly Zone[];
  readonly keeps: (pair: Pair) => boolean;
}

/**
 * The zones of a site, and whatever else speaks with them: who reaches into the site from another one, or from outside,
 * is what one looks for there. Pairs without an end in the site go. A zone needs its site's name no longer where all of
 * that name but one have gone.
 */
export function narrowZones<Zone extends SiteZone>(
  zones: readonly Zone[],
  pairs: Iterable<Pair>,
  site: string,
): NarrowedZones<Zone> {
  const own = new Set(zones.filter((it) => it.site === site).map(({ key }) => key));
  const kept = new Set(own);
  for (const { from, to } of pairs) {
    if (own.has(from)) kept.add(to);
    if (own.has(to)) kept.add(from);
  }
  const suffix = ` (${site})`;
  const left = zones.filter(({ key }) => kept.has(key));
  const plain = (name: string) => (name.endsWith(suffix) ? name.slice(0, -suffix.length) : name);
  return {
    zones: left.map((zone) => (own.has(zone.key) ? { ...zone, name: plain(zone.name) } : zone)),
    keeps: ({ from, to }) => own.has(from) || own.has(to),
  };
}
