import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ImportView } from "@/components/discovery/import-view";
import { requireActor } from "@/lib/auth/session";
import { importDetailOptions } from "@/lib/client/queries/imports";
import { getQueryClient } from "@/lib/client/query-client";
import { importParams } from "@/lib/contracts/imports";
import { AppError } from "@/lib/domain/errors";
import { getImport } from "@/lib/services/imports/get-import";

export const metadata: Metadata = { title: "Import" };

export default async function ImportPage({ params }: { readonly params: Promise<{ id: string }> }) {
  const actor = await requireActor();
  const known = importParams.safeParse(await params);
  if (!known.success) notFound();
  const { id } = known.data;
  const client = getQueryClient();
  const detail = await getImport(actor, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not-found") notFound();
    throw error;
  });
  client.setQueryData(importDetailOptions(id).queryKey, detail);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ImportView id={id} />
    </HydrationBoundary>
  );
}
