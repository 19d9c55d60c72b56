import { maxOf } from "../long-lists";
import type { TimeUs } from "../observation";

/** A flood of made-up addresses in one content, and what people said to it. */
export interface Flood {
  readonly contentId: number;
  readonly site: string;
  readonly realm: string;
  readonly sensor: string | null;
  readonly importId: string | null;
  readonly fileName: string;
  readonly addresses: number;
  readonly frames: number;
  readonly firstSeenUs: TimeUs | null;
  readonly lastSeenUs: TimeUs | null;
  readonly position: number;
  readonly examples: readonly string[];
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedBy: string | null;
  readonly acknowledgement: string | null;
}

/** Something that a person has to look into: one flood, in however many files it was seen. The first file names it. */
export interface Alert {
  readonly first: Flood;
  readonly floods: readonly Flood[];
  readonly addresses: number;
  readonly frames: number;
  readonly firstSeenUs: TimeUs | null;
  readonly lastSeenUs: TimeUs | null;
  /** Open as long as one of its files was not looked into. */
  readonly isOpen: boolean;
}

/** Files of one flood follow each other, as a sensor writes one after the other. */
export const FLOOD_GAP_US = 3_600_000_000;

/** One alert for each flood, the newest first: files of the same place and sensor whose floods are at most an hour apart. */
export function alertsOf(floods: readonly Flood[]): Alert[] {
  const begin = (it: Flood) => it.firstSeenUs ?? 0;
  const end = (it: Flood) => it.lastSeenUs ?? begin(it);
  const place = (it: Flood) => JSON.stringify([it.site, it.realm, it.sensor]);
  const groups: { place: string; endUs: TimeUs; floods: Flood[] }[] = [];
  const latest = new Map<string, (typeof groups)[number]>();
  for (const flood of [...floods].sort((a, b) => begin(a) - begin(b) || a.contentId - b.contentId)) {
    const known = latest.get(place(flood));
    if (known && begin(flood) - known.endUs <= FLOOD_GAP_US) {
      known.floods.push(flood);
      known.endUs = Math.max(known.endUs, end(flood));
      continue;
    }
    const group = { place: place(flood), endUs: end(flood), floods: [flood] };
    groups.push(group);
    latest.set(group.place, group);
  }
  return groups.reverse().map(({ floods: all }) => {
    const ends = all.map(({ lastSeenUs }) => lastSeenUs).filter((it) => it !== null);
    return {
      first: all[0] as Flood,
      floods: all,
      addresses: all.reduce((sum, it) => sum + it.addresses, 0),
      frames: all.reduce((sum, it) => sum + it.frames, 0),
      firstSeenUs: (all[0] as Flood).firstSeenUs,
      lastSeenUs: ends.length === 0 ? null : maxOf(ends),
      isOpen: all.some(({ acknowledgedAt }) => acknowledgedAt === null),
    };
  });
}
