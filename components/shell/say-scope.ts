import type { ScopeGrain } from "@/lib/client/site-scope";
import type { SiteDto } from "@/lib/contracts/sites";
import { countOf } from "@/lib/domain/say-count";
import { isEverywhere, type SiteScope } from "@/lib/domain/site-scope";

/** The site that is looked at, or that a realm is in; undefined when there is none, or the realm is of another one. */
export function siteOfScope(scope: SiteScope, sites: readonly SiteDto[]): SiteDto | undefined {
  const site = sites.find(({ id, realms }) =>
    scope.site === undefined ? realms.some((it) => it.id === scope.realm) : id === scope.site,
  );
  const isKnown = scope.realm === undefined || site?.realms.some(({ id }) => id === scope.realm);
  return isKnown ? site : undefined;
}

/** The part that is looked at by its name, and what is left out with it; null when nothing is. */
export function sayScope(
  scope: SiteScope,
  sites: readonly SiteDto[],
  grain: ScopeGrain = "realm",
): { name: string; leftOut: string | null } {
  if (isEverywhere(scope)) return { name: "All sites", leftOut: null };
  const site = siteOfScope(scope, sites);
  if (!site) return { name: "Unknown site", leftOut: "The site or realm of this address is not known here" };
  const realm = site.realms.find(({ id }) => id === scope.realm);
  if (grain === "site") {
    const others = sites.length - 1;
    const leftOut = others > 0 ? `${countOf(others, "other site")} ${others === 1 ? "is" : "are"} left out` : null;
    const whole = realm && site.realms.length > 1 ? "zones are of a whole site, so all its realms are shown" : null;
    return { name: site.name, leftOut: [leftOut, whole].filter(Boolean).join("; ") || null };
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
