import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { KnowledgeView } from "@/components/knowledge/knowledge-view";
import { requireActor } from "@/lib/auth/session";
import { knowledgeOptions } from "@/lib/client/queries/knowledge";
import { getQueryClient } from "@/lib/client/query-client";
import { getKnowledge } from "@/lib/services/knowledge/get-knowledge";

export const metadata: Metadata = { title: "Knowledge" };

export default async function KnowledgePage() {
  const actor = await requireActor();
  const client = getQueryClient();
  client.setQueryData(knowledgeOptions().queryKey, await getKnowledge(actor));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <KnowledgeView />
    </HydrationBoundary>
  );
}
