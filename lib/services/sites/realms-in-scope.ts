import "server-only";
import { listSiteRows } from "@/lib/db/sites/site";
import { isEverywhere, type SiteScope } from "@/lib/domain/site-scope";

/** Ids of the realms that are asked for; null when everywhere is. */
export async function findRealmsInScope(scope: SiteScope): Promise<ReadonlySet<string> | null> {
  if (isEverywhere(scope)) return null;
  const { site, realm } = scope;
  const sites = (await listSiteRows()).filter(({ id }) => site === undefined || id === site);
  const ids = sites.flatMap(({ realms }) => realms.map(({ id }) => id));
  return new Set(ids.filter((id) => realm === undefined || id === realm));
}
