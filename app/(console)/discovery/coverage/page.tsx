import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { CoverageView } from "@/components/coverage/coverage-view";
import { requireActor } from "@/lib/auth/session";
import type { PageInput } from "@/lib/client/page-input";
import { coverageOptions } from "@/lib/client/queries/coverage";
import { getQueryClient } from "@/lib/client/query-client";
import { scopeOfPage } from "@/lib/client/site-scope";
import { getCoverage } from "@/lib/services/coverage/get-coverage";

export const metadata: Metadata = { title: "Coverage" };

export default async function CoveragePage({ searchParams }: PageInput) {
  const actor = await requireActor();
  const scope = scopeOfPage(await searchParams);
  const client = getQueryClient();
  client.setQueryData(coverageOptions(scope).queryKey, await getCoverage(actor, scope));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <CoverageView />
    </HydrationBoundary>
  );
}
