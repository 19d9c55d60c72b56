import type { FetchInfiniteQueryOptions, QueryClient } from "@tanstack/react-query";
import { BY_CURSOR } from "./by-cursor";

/** More than any list has. */
const ALL_PAGES = 1_000_000;

interface AnyPage {
  readonly items: readonly unknown[];
  readonly next: string | null;
}

/** Every item of a paged list, for what has to be whole: on paper, or decided at once. The list shows them then, too. */
export async function fetchAllPages<Page extends AnyPage, Key extends readonly unknown[]>(
  client: QueryClient,
  options: FetchInfiniteQueryOptions<Page, Error, Page, Key, string | null>,
): Promise<Page["items"][number][]> {
  for (;;) {
    const { pages } = await client.fetchInfiniteQuery({
      ...options,
      getNextPageParam: BY_CURSOR.getNextPageParam,
      pages: ALL_PAGES,
      // What is decided at once is decided on what there is now.
      staleTime: 0,
    });
    // Whoever asks while a single page is on its way is given what that comes to.
    if ((pages.at(-1)?.next ?? null) === null) return pages.flatMap(({ items }) => items);
  }
}
