import type { ReactNode } from "react";

interface EmptyStateProps {
  /** What this place will show. */
  readonly title: string;
  readonly children?: ReactNode;
  /** The one action that fills it. */
  readonly action?: ReactNode;
  /** Nothing else is on the page: the title is the page's. */
  readonly isWholePage?: boolean;
}

/** Says what a place is for while nothing is there. */
export function EmptyState({ title, children, action, isWholePage }: EmptyStateProps) {
  const Heading = isWholePage ? "h1" : "h2";
  return (
    <div className="mx-auto flex max-w-110 flex-col items-start gap-3 px-4 py-16">
      <Heading className="font-semibold text-md">{title}</Heading>
      {children ? <div className="text-soft">{children}</div> : null}
      {action ? <div className="flex flex-wrap gap-2 pt-1">{action}</div> : null}
    </div>
  );
}
