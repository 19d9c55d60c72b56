import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ShadowDesk } from "@/components/shadow/shadow-desk";
import { deskOf } from "@/components/shadow/triage-order";
import { requireActor } from "@/lib/auth/session";
import type { PageInput } from "@/lib/client/page-input";
import { shadowCaseOptions, shadowQueueOptions } from "@/lib/client/queries/shadow";
import { getQueryClient } from "@/lib/client/query-client";
import { scopeOfPage } from "@/lib/client/site-scope";
import { shadowCasesQuery } from "@/lib/contracts/devices";
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
  const text = (value: string | string[] | undefined) => (typeof value === "string" ? value : null);
  const desk = deskOf(queue.groups, text(search.group), text(search.device));
  if (desk !== null) {
    const group = desk.group.key;
    const page = await listShadowCases(actor, shadowCasesQuery.parse({ ...scope, group }));
    client.setQueryData(shadowCaseOptions(scope, group).queryKey, { pages: [page], pageParams: [null] });
  }
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ShadowDesk />
    </HydrationBoundary>
  );
}
