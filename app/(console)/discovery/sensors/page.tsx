import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { SensorsView } from "@/components/sensors/sensors-view";
import { requireActor } from "@/lib/auth/session";
import { sensorListOptions } from "@/lib/client/queries/sensors";
import { getQueryClient } from "@/lib/client/query-client";
import { listSensors } from "@/lib/services/sensors/list-sensors";

export const metadata: Metadata = { title: "Sensors" };

export default async function SensorsPage() {
  const actor = await requireActor();
  const client = getQueryClient();
  client.setQueryData(sensorListOptions().queryKey, await listSensors(actor));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <SensorsView />
    </HydrationBoundary>
  );
}
