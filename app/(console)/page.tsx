import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { OverviewView } from "@/components/overview/overview-view";
import { requireActor } from "@/lib/auth/session";
import { overviewOptions } from "@/lib/client/queries/overview";
import { getQueryClient } from "@/lib/client/query-client";
import { getOverview } from "@/lib/services/overview/get-overview";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage() {
  const actor = await requireActor();
  const client = getQueryClient();
  client.setQueryData(overviewOptions().queryKey, await getOverview(actor));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <OverviewView />
    </HydrationBoundary>
  );
}
