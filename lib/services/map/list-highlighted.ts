import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { findInventoryRevision } from "@/lib/db/devices/device-revision";
import { listDeviceIds } from "@/lib/db/zones/map";
import { isTimeless } from "@/lib/domain/columns/kept-masks";
import { EVERYTHING } from "@/lib/domain/query/query";
import { loadColumnNames } from "../devices/column-names";
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
  const [revision, { zones, sites, realms }] = await Promise.all([findInventoryRevision(), loadColumnNames()]);
  const names = JSON.stringify([...zones, ...sites, ...realms]);
  return kept.get(q, [revision, names], find);
}

async function findIds(filter: ReturnType<typeof readFilter>): Promise<string[]> {
  const index = deviceIndex();
  index.want();
  // PostgreSQL gives the same answer until the columns are loaded.
  return index.isReady() ? index.idsOf(filter, MAX_IDS) : listDeviceIds(filter, MAX_IDS);
}
