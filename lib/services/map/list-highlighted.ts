import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { listDeviceIds } from "@/lib/db/zones/map";
import { deviceIndex } from "../devices/device-index";
import { readFilter } from "../devices/read-query";

const MAX_IDS = 20_000;

/** Ids of the devices that a query finds, in the product's query language. */
export async function listHighlighted(actor: Actor, q: string): Promise<{ ids: string[] }> {
  requirePermission(actor, "devices.read");
  const filter = readFilter({ q });
  const index = deviceIndex();
  index.want();
  // PostgreSQL gives the same answer until the columns are loaded.
  return { ids: index.isReady() ? await index.idsOf(filter, MAX_IDS) : await listDeviceIds(filter, MAX_IDS) };
}
