import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { SbomView } from "@/components/software/sbom-view";
import { requireActor } from "@/lib/auth/session";
import { softwareBillsOptions } from "@/lib/client/queries/software";
import { getQueryClient } from "@/lib/client/query-client";
import { listBills } from "@/lib/services/software/list-bills";

export const metadata: Metadata = { title: "SBOM" };

export default async function SbomPage() {
  const actor = await requireActor();
  const client = getQueryClient();
  client.setQueryData(softwareBillsOptions().queryKey, await listBills(actor));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <SbomView />
    </HydrationBoundary>
  );
}
