import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { TargetListView } from "@/components/targets/target-list-view";
import { requireActor } from "@/lib/auth/session";
import { targetListOptions } from "@/lib/client/queries/targets";
import { getQueryClient } from "@/lib/client/query-client";
import { listTargets } from "@/lib/services/targets/list-targets";

export const metadata: Metadata = { title: "Target" };

export default async function TargetsPage() {
  const actor = await requireActor();
  const client = getQueryClient();
  client.setQueryData(targetListOptions().queryKey, await listTargets(actor));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <TargetListView />
    </HydrationBoundary>
  );
}
