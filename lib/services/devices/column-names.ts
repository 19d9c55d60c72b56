import "server-only";
import { listSiteRows, realmNames } from "@/lib/db/sites/site";
import { zoneNames } from "@/lib/db/zones/zone";
import type { ColumnNames } from "@/lib/domain/columns/evaluate-query";

/** The names by which a query says zones, sites and realms: they are renamed without a change of their devices. */
export async function loadColumnNames(): Promise<ColumnNames> {
  const [zones, sites, realms] = await Promise.all([zoneNames(), listSiteRows(), realmNames()]);
  return { zones, realms, sites: new Map(sites.map(({ id, name }) => [id, name])) };
}
