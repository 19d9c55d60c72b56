import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { DiscoveryView } from "@/components/discovery/discovery-view";
import { requireActor } from "@/lib/auth/session";
import { importListOptions } from "@/lib/client/queries/imports";
import { getQueryClient } from "@/lib/client/query-client";
import { importsQuery } from "@/lib/contracts/imports";
import { listImports } from "@/lib/services/imports/list-imports";

export const metadata: Metadata = { title: "Discovery" };

export default async function DiscoveryPage() {
  const actor = await requireActor();
  const client = getQueryClient();
  const first = await listImports(actor, importsQuery.parse({}));
  client.setQueryData(importListOptions().queryKey, { pages: [first], pageParams: [null] });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <DiscoveryView />
    </HydrationBoundary>
  );
}
