import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { CoverageView } from "@/components/coverage/coverage-view";
import { requireActor } from "@/lib/auth/session";
import { coverageOptions } from "@/lib/client/queries/coverage";
import { getQueryClient } from "@/lib/client/query-client";
import { getCoverage } from "@/lib/services/coverage/get-coverage";

export const metadata: Metadata = { title: "Coverage" };

export default async function CoveragePage() {
  const actor = await requireActor();
  const client = getQueryClient();
  client.setQueryData(coverageOptions().queryKey, await getCoverage(actor));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <CoverageView />
    </HydrationBoundary>
  );
}
