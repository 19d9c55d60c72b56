import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { findInventoryRevision } from "@/lib/db/devices/device-revision";
import { listSiteRows, realmNames } from "@/lib/db/sites/site";
import { listDeviceIds } from "@/lib/db/zones/map";
import { zoneNames } from "@/lib/db/zones/zone";
import { isTimeless } from "@/lib/domain/columns/kept-masks";
import { EVERYTHING } from "@/lib/domain/query/query";
import { deviceIndex } from "../devices/device-index";
import { readFilter } from "../devices/read-query";
import { KeptByKey } from "../kept-by-key";

const MAX_IDS = 20_000;

/** Of the last few queries, frozen, so that the JSON of twenty thousand ids is written once. */
const kept = new KeptByKey<{ ids: string[] }>(8);

/** Ids of the devices that a query finds, in the product's query language. */
export async function listHighlighted(actor: Actor, q: string): Promise<{ ids: string[] }> {
  requirePermission(actor, "devices.read");
  const filter = readFilter({ q });
  const find = async () => Object.freeze({ ids: await findIds(filter) });
  if (!isTimeless(filter.query ?? EVERYTHING)) return find();
  // Queries name zones, sites and realms, which are renamed without a change of their devices.
  const [revision, ...names] = await Promise.all([
    findInventoryRevision(),
    zoneNames().then((it) => [...it]),
    listSiteRows(),
    realmNames().then((it) => [...it]),
  ]);
  return kept.get(q, [revision, JSON.stringify(names)], find);
}

async function findIds(filter: ReturnType<typeof readFilter>): Promise<string[]> {
  const index = deviceIndex();
  index.want();
  // PostgreSQL gives the same answer until the columns are loaded.
  return index.isReady() ? index.idsOf(filter, MAX_IDS) : listDeviceIds(filter, MAX_IDS);
}
