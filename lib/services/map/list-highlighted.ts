import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { listDeviceIds } from "@/lib/db/map";
import { readFilter } from "../devices/read-query";

const MAX_IDS = 20_000;

/** Ids of the devices that a query finds, in the product's query language. */
export async function listHighlighted(actor: Actor, q: string): Promise<{ ids: string[] }> {
  requirePermission(actor, "devices.read");
  return { ids: await listDeviceIds(readFilter({ q }), MAX_IDS) };
}
