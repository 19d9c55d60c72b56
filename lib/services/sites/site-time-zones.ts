import "server-only";
import type { SiteRow } from "@/lib/db/sites/site";

/** IANA name of the time zone in which the people of a realm (by its id) read clocks; UTC for one that is unknown. */
export function siteTimeZones(sites: readonly SiteRow[]): (realm: string) => string {
  const zones = new Map(sites.flatMap(({ realms, timeZone }) => realms.map(({ id }) => [id, timeZone] as const)));
  return (realm) => zones.get(realm) ?? "UTC";
}
