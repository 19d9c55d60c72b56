import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ZonesView } from "@/components/zones/zones-view";
import { requireActor } from "@/lib/auth/session";
import { flowMatrixOptions, zoneListOptions } from "@/lib/client/queries/zones";
import { getQueryClient } from "@/lib/client/query-client";
import { getFlowMatrix } from "@/lib/services/zones/get-flow-matrix";
import { listZones } from "@/lib/services/zones/list-zones";

export const metadata: Metadata = { title: "Zones" };

export default async function ZonesPage() {
  const actor = await requireActor();
  const client = getQueryClient();
  const [matrix, zones] = await Promise.all([getFlowMatrix(actor), listZones(actor)]);
  client.setQueryData(flowMatrixOptions().queryKey, matrix);
  client.setQueryData(zoneListOptions().queryKey, zones);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ZonesView />
    </HydrationBoundary>
  );
}
