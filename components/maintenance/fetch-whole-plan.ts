import type { QueryClient } from "@tanstack/react-query";
import { fetchAllPages } from "@/lib/client/fetch-all-pages";
import { occurrenceListOptions, workListOptions } from "@/lib/client/queries/maintenance";
import type { WorkFilterInput } from "@/lib/contracts/maintenance";

/** Brings every page of every open list into the cache, as whoever prints wants the whole. */
export async function fetchWholePlan(client: QueryClient): Promise<void> {
  const fetchWork = (filter: WorkFilterInput) => fetchAllPages(client, workListOptions(filter));
  const occurrences = await fetchAllPages(client, occurrenceListOptions());
  await fetchWork({ place: "anytime" });
  await fetchWork({ place: "unplanned" });
  // One list after the other: they may be many, and the server has others to answer.
  for (const { windowId, startsAt, workCount } of occurrences)
    if (workCount > 0) await fetchWork({ place: "window", windowId, occurrenceAt: startsAt });
}
