import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ListDesk } from "@/components/lists/list-desk";
import { requireActor } from "@/lib/auth/session";
import { approvedListOptions } from "@/lib/client/queries/lists";
import { getQueryClient } from "@/lib/client/query-client";
import { listApprovedLists } from "@/lib/services/lists/reconcile-list";

export const metadata: Metadata = { title: "Lists" };

export default async function ListsPage() {
  const actor = await requireActor();
  const client = getQueryClient();
  client.setQueryData(approvedListOptions().queryKey, await listApprovedLists(actor));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ListDesk />
    </HydrationBoundary>
  );
}
