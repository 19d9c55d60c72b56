import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { FlowList } from "@/components/zones/flow-list";
import { requireActor } from "@/lib/auth/session";
import type { PageInput } from "@/lib/client/page-input";
import { pastTimeOf } from "@/lib/client/past-time";
import { flowListOptions } from "@/lib/client/queries/flows";
import { getQueryClient } from "@/lib/client/query-client";
import { flowQuery } from "@/lib/contracts/zones";
import { listFlows } from "@/lib/services/flows/list-flows";
import { getFlowMatrix } from "@/lib/services/zones/get-flow-matrix";

export const metadata: Metadata = { title: "Flows" };

const flowsSearch = z.object(
  flowQuery.pick({ site: true, realm: true, fromZone: true, toZone: true, initiatorIp: true, responderIp: true }).shape,
);

export default async function FlowsPage({ searchParams }: PageInput) {
  const actor = await requireActor();
  const search = await searchParams;
  const asked = flowsSearch.safeParse(search);
  if (!asked.success) notFound();
  const asOf = pastTimeOf(search.asOf) ?? undefined;
  const filter = Object.fromEntries(Object.entries({ ...asked.data, asOf }).filter(([, value]) => value !== undefined));
  const client = getQueryClient();
  const [page, matrix] = await Promise.all([listFlows(actor, flowQuery.parse(filter)), getFlowMatrix(actor)]);
  client.setQueryData(flowListOptions(filter).queryKey, { pages: [page], pageParams: [null] });
  const zones = matrix.zones.map(({ key, name }) => ({ key, name }));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <FlowList filter={filter} zones={zones} />
    </HydrationBoundary>
  );
}
