"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useEffect } from "react";
import { outboundOptions } from "@/lib/client/queries/exposure";
import { OUTBOUND_VIEWS } from "@/lib/contracts/choices";

/** How far a destination that the address names is looked for; behind it, its line is no longer worth the wait. */
const MAX_PAGES_SOUGHT = 5;

/** The destinations of a view page by page, and the one that keys act on: the address names it, so that a link leads to it. */
export function useOutboundWalk() {
  const [place, setPlace] = useQueryStates(
    { view: parseAsStringLiteral(OUTBOUND_VIEWS).withDefault("waiting"), at: parseAsString },
    { history: "replace" },
  );
  const pages = useInfiniteQuery(outboundOptions(place.view));
  const { data, hasNextPage, isFetching, fetchNextPage } = pages;
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const found = items.findIndex((it) => it.key === place.at);
  const isSought =
    place.at !== null && found < 0 && hasNextPage && (data?.pages.length ?? MAX_PAGES_SOUGHT) < MAX_PAGES_SOUGHT;
  useEffect(() => {
    if (isSought && !isFetching) fetchNextPage();
  }, [isSought, isFetching, fetchNextPage]);
  const index = isSought ? -1 : Math.max(0, found);
  /** Behind the last line that is there, the next page is fetched first. */
  async function moveTo(to: number) {
    const known = items[to];
    const item =
      known ?? (hasNextPage ? (await fetchNextPage()).data?.pages.flatMap((page) => page.items)[to] : undefined);
    if (item) setPlace({ at: item.key });
  }
  return { place, setPlace, pages, items, index, current: items[index], total: data?.pages[0]?.total ?? 0, moveTo };
}
