import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { MAX_TABLE_ZONES } from "@/components/zones/prepare-matrix";
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
  const zones = await listZones(actor);
  client.setQueryData(zoneListOptions().queryKey, zones);
  // Megabytes are fetched by themselves, packed once for everybody; within the page they would be written anew each time.
  if (zones.items.length <= MAX_TABLE_ZONES)
    client.setQueryData(flowMatrixOptions().queryKey, await getFlowMatrix(actor));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ZonesView />
    </HydrationBoundary>
  );
}
