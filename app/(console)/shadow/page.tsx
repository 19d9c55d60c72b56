import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ShadowDesk } from "@/components/shadow/shadow-desk";
import { requireActor } from "@/lib/auth/session";
import type { PageInput } from "@/lib/client/page-input";
import { shadowQueueOptions } from "@/lib/client/queries/shadow";
import { getQueryClient } from "@/lib/client/query-client";
import { scopeOfPage } from "@/lib/client/site-scope";
import { getShadowQueue } from "@/lib/services/shadow/get-shadow-queue";

export const metadata: Metadata = { title: "Shadow" };

export default async function ShadowPage({ searchParams }: PageInput) {
  const actor = await requireActor();
  const scope = scopeOfPage(await searchParams);
  const client = getQueryClient();
  client.setQueryData(shadowQueueOptions(scope).queryKey, await getShadowQueue(actor, scope));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ShadowDesk />
    </HydrationBoundary>
  );
}
