import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { createLoader } from "nuqs/server";
import { FirmwareView } from "@/components/firmware/firmware-view";
import { requireActor } from "@/lib/auth/session";
import { firmwareSearchParsers } from "@/lib/client/firmware-search";
import type { PageInput } from "@/lib/client/page-input";
import { firmwareListOptions } from "@/lib/client/queries/firmware";
import { getQueryClient } from "@/lib/client/query-client";
import { firmwareQuery } from "@/lib/contracts/firmware";
import { listFirmware } from "@/lib/services/firmware/list-firmware";

export const metadata: Metadata = { title: "Firmware" };

const loadSearch = createLoader(firmwareSearchParsers);

export default async function FirmwarePage({ searchParams }: PageInput) {
  const actor = await requireActor();
  const { q, list } = await loadSearch(searchParams);
  const client = getQueryClient();
  const first = await listFirmware(actor, firmwareQuery.parse({ q: q.slice(0, 200), list }));
  client.setQueryData(firmwareListOptions({ q, list }).queryKey, { pages: [first], pageParams: [null] });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <FirmwareView />
    </HydrationBoundary>
  );
}
