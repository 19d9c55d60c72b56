import "server-only";
import type { EvidenceSpan } from "@/lib/db/evidence/evidence-span";
import { listSiteRows } from "@/lib/db/sites/site";
import { hourOfWeek } from "@/lib/domain/flow/week-hours";
import { calendarOf } from "@/lib/domain/site-calendar";
import { listEvidenceSpans } from "../coverage/list-evidence-spans";
import { KeptForState } from "../kept-for-state";
import { siteTimeZones } from "../sites/site-time-zones";

const HOUR_US = 3_600_000_000;
/** A file that says it spans more than this has a wrong clock in it: only its ends count. */
const LONGEST_SPAN_US = 366 * 24 * HOUR_US;

/** What was watched, and when: per realm the days of its site's calendar, and all hours of the week. */
export interface WatchedTime {
  readonly days: ReadonlyMap<string, ReadonlySet<number>>;
  /** 0 to 167, Monday 0 h first. */
  readonly hoursOfWeek: ReadonlySet<number>;
  readonly timeZoneOf: (realm: string) => string;
  /** Of the newest flow; null when none has a time. */
  readonly newestUs: number | null;
}

const kept = new KeptForState<WatchedTime>();
const written = new KeptForState<string>();

/** The same object until a span or the time of a site is another. */
export async function watchedTime(): Promise<WatchedTime> {
  const [spans, sites] = await Promise.all([listEvidenceSpans(), listSiteRows()]);
  const timeZones = JSON.stringify(sites.map(({ realms, timeZone }) => [realms.map(({ id }) => id), timeZone]));
  // Spans are read anew after every change of a device, and nearly always say the same.
  const said = await written.get([spans], async () => JSON.stringify(spans));
  return kept.get([said, timeZones], async () => watchedIn(spans, siteTimeZones(sites)));
}

function watchedIn(spans: readonly EvidenceSpan[], timeZoneOf: WatchedTime["timeZoneOf"]): WatchedTime {
  const days = new Map<string, Set<number>>();
  const hoursOfWeek = new Set<number>();
  for (const { realm, fromUs, toUs } of spans) {
    const calendar = calendarOf(timeZoneOf(realm));
    const ofRealm = days.get(realm) ?? new Set();
    days.set(realm, ofRealm);
    const touch = (atUs: number) => {
      const local = calendar(atUs);
      ofRealm.add(local.day);
      hoursOfWeek.add(hourOfWeek(local));
    };
    if (toUs - fromUs <= LONGEST_SPAN_US) for (let at = fromUs; at < toUs; at += HOUR_US) touch(at);
    touch(fromUs);
    touch(toUs);
  }
  const newestUs = spans.reduce<number | null>((newest, { toUs }) => Math.max(newest ?? toUs, toUs), null);
  return { days, hoursOfWeek, timeZoneOf, newestUs };
}
