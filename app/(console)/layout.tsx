import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { ConsoleFrame } from "@/components/shell/console-frame";
import { requireActor } from "@/lib/auth/session";
import { inventoryReadingOptions } from "@/lib/client/queries/inventory-reading";
import { siteListOptions } from "@/lib/client/queries/sites";
import { getQueryClient } from "@/lib/client/query-client";
import { getInventoryReading } from "@/lib/services/devices/get-inventory-reading";
import { listSites } from "@/lib/services/sites/list-sites";

/** Chrome only: every page asks for the actor itself, because a layout can be bypassed. */
export default async function ConsoleLayout({ children }: { readonly children: ReactNode }) {
  const actor = await requireActor();
  const { name, email, role } = actor;
  const isRailCollapsed = (await cookies()).get("rail")?.value === "narrow";
  // The top bar stands on the first paint as it stays.
  const client = getQueryClient();
  const [sites, reading] = await Promise.all([listSites(actor), getInventoryReading(actor)]);
  client.setQueryData(siteListOptions().queryKey, sites);
  client.setQueryData(inventoryReadingOptions().queryKey, reading);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ConsoleFrame user={{ name, email, role }} isRailCollapsed={isRailCollapsed}>
        {children}
      </ConsoleFrame>
    </HydrationBoundary>
  );
}
