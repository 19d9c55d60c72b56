import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ShadowDesk } from "@/components/shadow/shadow-desk";
import { requireActor } from "@/lib/auth/session";
import type { PageInput } from "@/lib/client/page-input";
import { shadowCaseOptions, shadowPlaceOptions, shadowQueueOptions } from "@/lib/client/queries/shadow";
import { getQueryClient } from "@/lib/client/query-client";
import { scopeOfPage } from "@/lib/client/site-scope";
import { shadowCasesQuery, shadowPlaceQuery } from "@/lib/contracts/shadow";
import { findShadowPlace } from "@/lib/services/shadow/find-shadow-place";
import { getShadowQueue } from "@/lib/services/shadow/get-shadow-queue";
import { listShadowCases } from "@/lib/services/shadow/list-shadow-cases";

export const metadata: Metadata = { title: "Shadow" };

export default async function ShadowPage({ searchParams }: PageInput) {
  const actor = await requireActor();
  const search = await searchParams;
  const scope = scopeOfPage(search);
  const client = getQueryClient();
  const queue = await getShadowQueue(actor, scope);
  client.setQueryData(shadowQueueOptions(scope).queryKey, queue);
  const asked = shadowPlaceQuery.safeParse({ ...scope, device: search.device });
  const found = asked.success ? await findShadowPlace(actor, asked.data) : null;
  if (found && asked.data) client.setQueryData(shadowPlaceOptions(scope, asked.data.device).queryKey, found);
  const group = queue.groups.find(({ key }) => key === search.group) ?? queue.groups[0];
  const list = found?.place ?? (group ? { group: group.key, cursor: null } : null);
  if (list !== null) {
    const query = { ...scope, group: list.group, ...(list.cursor === null ? {} : { cursor: list.cursor }) };
    const page = await listShadowCases(actor, shadowCasesQuery.parse(query));
    client.setQueryData(shadowCaseOptions(scope, list).queryKey, { pages: [page], pageParams: [list.cursor] });
  }
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ShadowDesk />
    </HydrationBoundary>
  );
}
