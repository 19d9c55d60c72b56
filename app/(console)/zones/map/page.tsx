import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { MapPageView } from "@/components/zones/map/map-view";
import { requireActor } from "@/lib/auth/session";
import { zoneMapOptions } from "@/lib/client/queries/map";
import { getQueryClient } from "@/lib/client/query-client";
import { getZoneMap } from "@/lib/services/map/get-zone-map";

export const metadata: Metadata = { title: "Map" };

export default async function MapPage() {
  const actor = await requireActor();
  const client = getQueryClient();
  client.setQueryData(zoneMapOptions().queryKey, await getZoneMap(actor));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <MapPageView />
    </HydrationBoundary>
  );
}
