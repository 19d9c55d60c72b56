import { Button } from "./button";

interface ShowMoreProps {
  /** An infinite query of TanStack Query, or what looks like one. */
  readonly pages: { readonly hasNextPage: boolean; readonly isFetchingNextPage: boolean; fetchNextPage(): unknown };
  readonly className?: string;
}

/** Fetches a list's next page; nothing after its last one. */
export function ShowMore({ pages, className = "p-4" }: ShowMoreProps) {
  if (!pages.hasNextPage) return null;
  return (
    <p className={className}>
      <Button isBusy={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
        Show more
      </Button>
    </p>
  );
}
