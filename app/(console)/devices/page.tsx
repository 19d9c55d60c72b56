import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { PastDevices } from "@/components/activity/past-devices";
import { DeviceExplorer } from "@/components/devices/list/device-explorer";
import { COLUMNS_COOKIE, rememberedColumns } from "@/components/devices/list/remember-columns";
import { requireActor } from "@/lib/auth/session";
import { deviceSearchValues, loadDeviceSearch } from "@/lib/client/device-search";
import type { PageInput } from "@/lib/client/page-input";
import { pastTimeOf } from "@/lib/client/past-time";
import { customFieldsOptions } from "@/lib/client/queries/custom-fields";
import { DEVICE_PAGE_SIZE, deviceFacetsOptions, deviceListOptions } from "@/lib/client/queries/devices";
import { makeQueryClient } from "@/lib/client/query-client";
import { deviceQuery } from "@/lib/contracts/devices";
import { unlessRefused } from "@/lib/http/unless-refused";
import { listCustomFields } from "@/lib/services/custom-fields/list-custom-fields";
import { listDeviceFacets } from "@/lib/services/devices/list-device-facets";
import { listDevices } from "@/lib/services/devices/list-devices";
import { listDevicesAsOf } from "@/lib/services/devices/list-devices-as-of";

export const metadata: Metadata = { title: "Devices" };

export default async function DevicesPage({ searchParams }: PageInput) {
  const actor = await requireActor();
  const { asOf, cursor, q } = await searchParams;
  const past = pastTimeOf(asOf);
  if (past !== null) {
    const all = deviceQuery.parse({ limit: DEVICE_PAGE_SIZE });
    const words = deviceQuery.safeParse({ ...all, q: typeof q === "string" ? q.trim() || undefined : undefined });
    const first = words.success ? words.data : all;
    const place = deviceQuery.safeParse({ ...first, cursor });
    const page = place.success ? await unlessRefused(listDevicesAsOf(actor, place.data, past)) : null;
    // A place that is none, or none any more, is the beginning.
    return <PastDevices asOf={past} words={first.q ?? ""} page={page ?? (await listDevicesAsOf(actor, first, past))} />;
  }
  const search = await loadDeviceSearch(searchParams);
  const client = makeQueryClient();
  const query = deviceQuery.safeParse({ ...deviceSearchValues(search), limit: DEVICE_PAGE_SIZE });
  // A query that the API would refuse is asked for by the browser, which shows the refusal in words.
  const asked = query.success
    ? await unlessRefused(Promise.all([listDevices(actor, query.data), listDeviceFacets(actor, query.data)]))
    : null;
  if (asked) {
    const [page, facets] = asked;
    client.setQueryData(deviceListOptions(search).queryKey, { pages: [page], pageParams: [null] });
    client.setQueryData(deviceFacetsOptions(search).queryKey, facets);
  }
  const [jar, fields] = await Promise.all([cookies(), listCustomFields(actor)]);
  const items = fields.map((field) => ({ ...field, choices: [...field.choices] }));
  client.setQueryData(customFieldsOptions().queryKey, { items });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <DeviceExplorer initialColumns={rememberedColumns(jar.get(COLUMNS_COOKIE)?.value, items)} />
    </HydrationBoundary>
  );
}
