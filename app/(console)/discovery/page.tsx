import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { DiscoveryView } from "@/components/discovery/discovery-view";
import { requireActor } from "@/lib/auth/session";
import { importListOptions } from "@/lib/client/queries/imports";
import { getQueryClient } from "@/lib/client/query-client";
import { listImports } from "@/lib/services/imports/list-imports";

export const metadata: Metadata = { title: "Discovery" };

export default async function DiscoveryPage() {
  const actor = await requireActor();
  const client = getQueryClient();
  client.setQueryData(importListOptions().queryKey, await listImports(actor));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <DiscoveryView />
    </HydrationBoundary>
  );
}
