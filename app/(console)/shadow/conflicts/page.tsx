import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ConflictDesk } from "@/components/conflicts/conflict-desk";
import { requireActor } from "@/lib/auth/session";
import { conflictListOptions } from "@/lib/client/queries/conflicts";
import { getQueryClient } from "@/lib/client/query-client";
import { listConflicts } from "@/lib/services/conflicts/list-conflicts";

export const metadata: Metadata = { title: "Conflicts" };

export default async function ConflictsPage() {
  const actor = await requireActor();
  const client = getQueryClient();
  const page = await listConflicts(actor, { limit: 50 });
  client.setQueryData(conflictListOptions().queryKey, { pages: [page], pageParams: [null] });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ConflictDesk />
    </HydrationBoundary>
  );
}
