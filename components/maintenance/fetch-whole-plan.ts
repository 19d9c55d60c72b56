import type { QueryClient } from "@tanstack/react-query";
import { occurrenceListOptions, workListOptions } from "@/lib/client/queries/maintenance";
import type { WorkFilterInput } from "@/lib/contracts/maintenance";

/** More than any list has. */
const ALL_PAGES = 1_000_000;

/** Brings every page of every open list into the cache, as whoever prints wants the whole. */
export async function fetchWholePlan(client: QueryClient): Promise<void> {
  const fetchWork = (filter: WorkFilterInput) =>
    client.fetchInfiniteQuery({ ...workListOptions(filter), pages: ALL_PAGES });
  const { pages } = await client.fetchInfiniteQuery({ ...occurrenceListOptions(), pages: ALL_PAGES });
  await fetchWork({ place: "anytime" });
  await fetchWork({ place: "unplanned" });
  // One list after the other: they may be many, and the server has others to answer.
  for (const { windowId, startsAt, workCount } of pages.flatMap(({ items }) => items))
    if (workCount > 0) await fetchWork({ place: "window", windowId, occurrenceAt: startsAt });
}
