import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { PastDevice } from "@/components/activity/past-device";
import { DeviceView } from "@/components/devices/detail/device-view";
import { deviceTitle } from "@/components/devices/device-name";
import { requireActor } from "@/lib/auth/session";
import type { PageInput } from "@/lib/client/page-input";
import { pastTimeOf } from "@/lib/client/past-time";
import { deviceDetailOptions } from "@/lib/client/queries/devices";
import { makeQueryClient } from "@/lib/client/query-client";
import type { DeviceAsOf } from "@/lib/contracts/changes";
import type { DeviceDetail } from "@/lib/contracts/devices";
import { AppError } from "@/lib/domain/errors";
import { getDevice } from "@/lib/services/devices/get-device";
import { getDeviceAsOf } from "@/lib/services/devices/get-device-as-of";

interface DevicePageInput extends PageInput {
  readonly params: Promise<{ readonly id: string }>;
}

const loadDevice = cache(async (id: string): Promise<DeviceDetail> => {
  const actor = await requireActor();
  if (!z.uuid().safeParse(id).success) notFound();
  try {
    return await getDevice(actor, id);
  } catch (error) {
    if (error instanceof AppError && error.code === "not-found") notFound();
    throw error;
  }
});

const loadPast = cache(async (id: string, asOf: string): Promise<DeviceAsOf> => {
  const actor = await requireActor();
  if (!z.uuid().safeParse(id).success) notFound();
  try {
    return await getDeviceAsOf(actor, id, asOf);
  } catch (error) {
    if (error instanceof AppError && error.code === "not-found") notFound();
    throw error;
  }
});

export async function generateMetadata({ params, searchParams }: DevicePageInput): Promise<Metadata> {
  const asOf = pastTimeOf((await searchParams).asOf);
  if (asOf !== null) return { title: deviceTitle((await loadPast((await params).id, asOf)).row) };
  const detail = await loadDevice((await params).id);
  return { title: deviceTitle(detail.row) };
}

export default async function DevicePage({ params, searchParams }: DevicePageInput) {
  const { id } = await params;
  const asOf = pastTimeOf((await searchParams).asOf);
  if (asOf !== null) return <PastDevice device={await loadPast(id, asOf)} />;
  const detail = await loadDevice(id);
  if (detail.movedTo) redirect(`/devices/${detail.movedTo}`);
  const client = makeQueryClient();
  client.setQueryData(deviceDetailOptions(id).queryKey, detail);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <DeviceView id={id} />
    </HydrationBoundary>
  );
}
