import type { SiteScope } from "@/lib/domain/site-scope";

/** Pages whose lists the server narrows to a site or realm. All others but `SITE_PAGES` show every site, and say so. */
const SCOPED_PAGES: ReadonlySet<string> = new Set([
  "/devices",
  "/shadow",
  "/shadow/conflicts",
  "/shadow/walk-down",
  "/zones/flows",
  "/exposure",
  "/vulnerabilities",
  "/discovery",
  "/discovery/coverage",
]);

/** Pages of zones, which are of a site and may have devices of several of its realms: a realm narrows them to its site. */
const SITE_PAGES: ReadonlySet<string> = new Set(["/zones", "/zones/map"]);
/** Views of the zones that are narrowed; conduits and suggestions are kept for the whole installation. */
const SITE_TABS: ReadonlySet<string | undefined> = new Set([undefined, "matrix", "list"]);

/** How finely a page can be narrowed. */
export type ScopeGrain = "realm" | "site";

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

interface Search {
  readonly getAll: (key: string) => readonly string[];
  readonly has: (key: string) => boolean;
}

/** What the page at this address is narrowed by; null = it shows every site. A list of the past does. */
export function scopeGrain(pathname: string, search: Search): ScopeGrain | null {
  if (SITE_PAGES.has(pathname)) return SITE_TABS.has(search.getAll("tab")[0]) ? "site" : null;
  return SCOPED_PAGES.has(pathname) && !(pathname === "/devices" && search.has("asOf")) ? "realm" : null;
}

/** Site and realm of a page's address; what is no id narrows nothing, as the server has it. */
export function scopeOf(search: Search): SiteScope {
  const [site, realm] = [idOf(search.getAll("site")), idOf(search.getAll("realm"))];
  return { ...(site === undefined ? {} : { site }), ...(realm === undefined ? {} : { realm }) };
}

function idOf(values: readonly string[]): string | undefined {
  const [value] = values;
  return value !== undefined && UUID.test(value) ? value.toLowerCase() : undefined;
}

/** The same for the `searchParams` of a page on the server. */
export function scopeOfPage(search: Readonly<Record<string, string | readonly string[] | undefined>>): SiteScope {
  return scopeOf({ getAll: (key) => [search[key] ?? []].flat(), has: (key) => search[key] !== undefined });
}

/** A link to one of our pages that keeps what is looked at, where that page takes it. */
export function scopedHref(href: string, { site, realm }: SiteScope): string {
  const { pathname, searchParams } = new URL(href, "http://here");
  if (scopeGrain(pathname, searchParams) === null) return href;
  if (site !== undefined) searchParams.set("site", site);
  if (realm !== undefined) searchParams.set("realm", realm);
  const text = searchParams.toString();
  return text === "" ? pathname : `${pathname}?${text}`;
}

/** This address with another site and realm, at the beginning of its lists: what was chosen among others may not be there. */
export function rescoped(pathname: string, search: URLSearchParams, { site, realm }: SiteScope): string {
  const next = new URLSearchParams(search);
  for (const key of ["site", "realm", ...CHOSEN]) next.delete(key);
  if (site !== undefined) next.set("site", site);
  if (realm !== undefined) next.set("realm", realm);
  const text = next.toString();
  return text === "" ? pathname : `${pathname}?${text}`;
}

/** Parameters that point at one thing of a list. */
const CHOSEN = ["peek", "cursor", "device", "group", "finding", "path", "from", "to", "at"];
