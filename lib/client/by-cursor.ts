/** How a list goes on that is asked for page by page: each page names the cursor of the next, the last one none. */
export const BY_CURSOR = {
  initialPageParam: null as string | null,
  getNextPageParam: (page: { readonly next: string | null }) => page.next,
};
