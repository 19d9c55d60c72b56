import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ShadowDesk } from "@/components/shadow/shadow-desk";
import { requireActor } from "@/lib/auth/session";
import { shadowQueueOptions } from "@/lib/client/queries/shadow";
import { getQueryClient } from "@/lib/client/query-client";
import { getShadowQueue } from "@/lib/services/shadow/get-shadow-queue";

export const metadata: Metadata = { title: "Shadow" };

export default async function ShadowPage() {
  const actor = await requireActor();
  const client = getQueryClient();
  client.setQueryData(shadowQueueOptions().queryKey, await getShadowQueue(actor));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ShadowDesk />
    </HydrationBoundary>
  );
}
