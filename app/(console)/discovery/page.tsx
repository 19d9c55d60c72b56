import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { DiscoveryView } from "@/components/discovery/discovery-view";
import { requireActor } from "@/lib/auth/session";
import { loadImportSearch } from "@/lib/client/import-search";
import type { PageInput } from "@/lib/client/page-input";
import { importListOptions } from "@/lib/client/queries/imports";
import { getQueryClient } from "@/lib/client/query-client";
import { scopeOfPage } from "@/lib/client/site-scope";
import { importsQuery } from "@/lib/contracts/imports";
import { listImports } from "@/lib/services/imports/list-imports";

export const metadata: Metadata = { title: "Discovery" };

export default async function DiscoveryPage({ searchParams }: PageInput) {
  const actor = await requireActor();
  const search = await searchParams;
  const lost = loadImportSearch(search).lost ?? undefined;
  const filter = { ...scopeOfPage(search), lost };
  const client = getQueryClient();
  const first = await listImports(actor, importsQuery.parse(filter));
  client.setQueryData(importListOptions(filter).queryKey, { pages: [first], pageParams: [null] });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <DiscoveryView />
    </HydrationBoundary>
  );
}
