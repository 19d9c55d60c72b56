import { countOf } from "@/lib/client/format-number";
import type { SiteDto } from "@/lib/contracts/sites";
import { isEverywhere, type SiteScope } from "@/lib/domain/site-scope";

/** The part that is looked at by its name, and what is left out with it; null when nothing is. */
export function sayScope(scope: SiteScope, sites: readonly SiteDto[]): { name: string; leftOut: string | null } {
  if (isEverywhere(scope)) return { name: "All sites", leftOut: null };
  const site = sites.find(({ id, realms }) =>
    scope.site === undefined ? realms.some((it) => it.id === scope.realm) : id === scope.site,
  );
  const realm = site?.realms.find(({ id }) => id === scope.realm);
  if (!site || (scope.realm !== undefined && !realm)) {
    return { name: "Unknown site", leftOut: "The site or realm of this address is not known here." };
  }
  const name = realm ? `${site.name} · ${realm.name}` : site.name;
  const otherRealms = realm ? site.realms.length - 1 : 0;
  const otherSites = sites.length - 1;
  const parts = [
    ...(otherRealms > 0 ? [countOf(otherRealms, "other realm")] : []),
    ...(otherSites > 0 ? [countOf(otherSites, "other site")] : []),
  ];
  if (parts.length === 0) return { name, leftOut: null };
  const isOne = otherRealms + otherSites === 1;
  return { name, leftOut: `${parts.join(" and ")} ${isOne ? "is" : "are"} left out` };
}
