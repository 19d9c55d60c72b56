import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { FirmwareFilesView } from "@/components/firmware/firmware-files-view";
import { requireActor } from "@/lib/auth/session";
import { firmwareChecksOptions } from "@/lib/client/queries/firmware";
import { getQueryClient } from "@/lib/client/query-client";
import { firmwareCheckQuery } from "@/lib/contracts/firmware";
import { listChecks } from "@/lib/services/firmware/list-checks";

export const metadata: Metadata = { title: "Firmware files" };

export default async function FirmwareFilesPage() {
  const actor = await requireActor();
  const client = getQueryClient();
  const first = await listChecks(actor, firmwareCheckQuery.parse({}));
  client.setQueryData(firmwareChecksOptions("").queryKey, { pages: [first], pageParams: [null] });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <FirmwareFilesView />
    </HydrationBoundary>
  );
}
