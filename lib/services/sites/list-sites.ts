import "server-only";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { siteList } from "@/lib/contracts/sites";
import { listSiteRows } from "@/lib/db/site";

/** Sites with their realms, by name. */
export async function listSites(actor: Actor): Promise<z.infer<typeof siteList>> {
  requirePermission(actor, "sites.read");
  return { items: (await listSiteRows()).map((site) => ({ ...site, realms: [...site.realms] })) };
}
