import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ConflictDesk } from "@/components/conflicts/conflict-desk";
import { requireActor } from "@/lib/auth/session";
import type { PageInput } from "@/lib/client/page-input";
import { conflictListOptions } from "@/lib/client/queries/conflicts";
import { getQueryClient } from "@/lib/client/query-client";
import { scopeOfPage } from "@/lib/client/site-scope";
import { listConflicts } from "@/lib/services/conflicts/list-conflicts";

export const metadata: Metadata = { title: "Conflicts" };

export default async function ConflictsPage({ searchParams }: PageInput) {
  const actor = await requireActor();
  const scope = scopeOfPage(await searchParams);
  const client = getQueryClient();
  const page = await listConflicts(actor, { ...scope, limit: 50 });
  client.setQueryData(conflictListOptions(scope).queryKey, { pages: [page], pageParams: [null] });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ConflictDesk />
    </HydrationBoundary>
  );
}
