import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { createLoader, type SearchParams } from "nuqs/server";
import { FirmwareView } from "@/components/firmware/firmware-view";
import { requireActor } from "@/lib/auth/session";
import { firmwareSearchParsers } from "@/lib/client/firmware-search";
import { firmwareListOptions } from "@/lib/client/queries/firmware";
import { getQueryClient } from "@/lib/client/query-client";
import { firmwareQuery } from "@/lib/contracts/firmware";
import { listFirmware } from "@/lib/services/firmware/list-firmware";

export const metadata: Metadata = { title: "Firmware" };

const loadSearch = createLoader(firmwareSearchParsers);

interface FirmwarePageProps {
  readonly searchParams: Promise<SearchParams>;
}

export default async function FirmwarePage({ searchParams }: FirmwarePageProps) {
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
