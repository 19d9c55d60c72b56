import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TargetView } from "@/components/targets/target-view";
import { requireActor } from "@/lib/auth/session";
import { targetOptions } from "@/lib/client/queries/targets";
import { getQueryClient } from "@/lib/client/query-client";
import { AppError } from "@/lib/domain/errors";
import { getTarget } from "@/lib/services/targets/get-target";

export const metadata: Metadata = { title: "Target" };

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

export default async function TargetPage({ params }: { readonly params: Promise<{ id: string }> }) {
  const actor = await requireActor();
  const { id } = await params;
  if (!UUID.test(id)) notFound();
  const client = getQueryClient();
  try {
    client.setQueryData(targetOptions(id, null).queryKey, await getTarget(actor, id));
  } catch (error) {
    if (error instanceof AppError && error.code === "not-found") notFound();
    throw error;
  }
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <TargetView id={id} />
    </HydrationBoundary>
  );
}
