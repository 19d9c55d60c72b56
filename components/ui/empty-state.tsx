import type { ReactNode } from "react";

interface EmptyStateProps {
  /** What this place will show. */
  readonly title: string;
  readonly children?: ReactNode;
  /** The one action that fills it. */
  readonly action?: ReactNode;
}

/** Says what a place is for while nothing is there. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="mx-auto flex max-w-110 flex-col items-start gap-3 px-4 py-16">
      <h2 className="font-semibold text-md">{title}</h2>
      {children ? <div className="text-soft">{children}</div> : null}
      {action ? <div className="flex flex-wrap gap-2 pt-1">{action}</div> : null}
    </div>
  );
}
