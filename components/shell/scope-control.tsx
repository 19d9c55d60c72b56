"use client";

import { useQuery } from "@tanstack/react-query";
import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { Button } from "@/components/ui/button";
import { Menu, MenuChoice } from "@/components/ui/menu";
import { siteListOptions } from "@/lib/client/queries/sites";
import { rescoped, type ScopeGrain } from "@/lib/client/site-scope";
import type { SiteDto } from "@/lib/contracts/sites";
import { isEverywhere, type SiteScope } from "@/lib/domain/site-scope";
import { sayScope, siteOfScope } from "./say-scope";
import { useKnownScope } from "./scope-context";

const EVERYWHERE = "all";

/** Which site and realm the lists show; only words where a page always shows all of them. */
export function ScopeControl() {
  const { shown, grain } = useKnownScope();
  const sites = useQuery(siteListOptions()).data?.items;
  if (!sites || sites.length === 0) return null;
  // Of one site with one realm there is nothing to choose or to leave out.
  const isOnlyOne = sites.length === 1 && sites[0]?.realms.length === 1;
  if (isOnlyOne) return <Words title="The only site">{sites[0]?.name ?? ""}</Words>;
  if (shown === null) return <Words title="This page always shows every site and realm.">All sites</Words>;
  if (grain === "site" && sites.length === 1)
    return <Words title="The only site; zones are of a whole site">{sites[0]?.name ?? ""}</Words>;
  return <ScopeMenu sites={sites} shown={shown} grain={grain ?? "realm"} />;
}

function Words({ title, children }: { readonly title: string; readonly children: string }) {
  return (
    <span title={title} className="max-w-40 shrink-0 truncate px-1 text-muted text-xs max-md:hidden">
      <bdi>{children}</bdi>
    </span>
  );
}

interface ScopeMenuProps {
  readonly sites: readonly SiteDto[];
  readonly shown: SiteScope;
  readonly grain: ScopeGrain;
}

function ScopeMenu({ sites, shown, grain }: ScopeMenuProps) {
  const router = useRouter();
  const pathname = usePathname();
  const search = useSearchParams();
  const choose = (scope: SiteScope) => router.push(rescoped(pathname, new URLSearchParams(search), scope));
  const several = search.getAll("site").length > 1;
  const label = several ? `${search.getAll("site").length} sites` : sayScope(shown, sites, grain).name;
  const value = several ? "" : choiceOf(shown, sites, grain);
  return (
    <Menu
      trigger={
        <Button
          tone="quiet"
          className={clsx("max-w-44 shrink-0 px-2! max-md:max-w-28", !isEverywhere(shown) && "bg-selected font-medium")}
        >
          {/* Text, not a label: pages have fields of these names, and who asks for "Site" means the field. */}
          <span className="sr-only">Site and realm: </span>
          <bdi className="truncate">{label}</bdi>
          <ChevronDown aria-hidden size={14} className="shrink-0 text-muted" />
        </Button>
      }
    >
      <MenuChoice
        label="Show"
        value={value}
        onChange={(chosen) => choose(scopeOfChoice(chosen))}
        choices={[{ value: EVERYWHERE, label: "All sites" }, ...sites.flatMap((it) => choicesOf(it, grain))]}
      />
    </Menu>
  );
}

function choiceOf(shown: SiteScope, sites: readonly SiteDto[], grain: ScopeGrain): string {
  if (isEverywhere(shown)) return EVERYWHERE;
  if (grain === "site") return `site ${siteOfScope(shown, sites)?.id ?? ""}`;
  return shown.realm ? `realm ${shown.realm}` : `site ${shown.site}`;
}

function choicesOf({ id, name, realms }: SiteDto, grain: ScopeGrain) {
  // A site with one realm is that realm.
  const parts = grain === "realm" && realms.length > 1 ? realms : [];
  return [
    { value: `site ${id}`, label: name },
    ...parts.map((realm) => ({ value: `realm ${realm.id}`, label: `${name} · ${realm.name}` })),
  ];
}

function scopeOfChoice(chosen: string): SiteScope {
  const [kind, id] = chosen.split(" ");
  if (id === undefined) return {};
  return kind === "realm" ? { realm: id } : { site: id };
}
