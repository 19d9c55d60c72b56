import { Button } from "./button";

interface ShowMoreProps {
  /** An infinite query of TanStack Query, or what looks like one. */
  readonly pages: { readonly hasNextPage: boolean; readonly isFetchingNextPage: boolean; fetchNextPage(): unknown };
  /** How many rows stand there, of how many: "100 of 340 paths". Said beside the button, and on paper in its place. */
  readonly note?: string;
  readonly className?: string;
}

/** Fetches a list's next page; nothing after its last one. */
export function ShowMore({ pages, note, className = "p-4" }: ShowMoreProps) {
  if (!pages.hasNextPage) return null;
  return (
    <p className={className}>
      <Button className="print:hidden" isBusy={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
        Show more
      </Button>
      {note ? <span className="pl-3 text-muted text-xs print:pl-0">{note}</span> : null}
    </p>
  );
}
