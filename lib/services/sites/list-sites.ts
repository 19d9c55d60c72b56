import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { SiteDto } from "@/lib/contracts/sites";
import { listSiteRows } from "@/lib/db/sites/site";

/** Sites with their realms, by name. */
export async function listSites(actor: Actor): Promise<{ items: SiteDto[] }> {
  requirePermission(actor, "sites.read");
  return { items: (await listSiteRows()).map((site) => ({ ...site, realms: [...site.realms] })) };
}
