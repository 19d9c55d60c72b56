import type { ReactNode } from "react";
import { Button } from "./button";
import { EmptyState } from "./empty-state";

interface NothingFitsProps {
  /** "No path fits" */
  readonly title: string;
  /** Takes every word and filter away. */
  readonly onClear: () => void;
  /** What else may help. */
  readonly children?: ReactNode;
}

/** Where there is something, but nothing of it fits what was asked for: the way back to all of it. */
export function NothingFits({ title, onClear, children }: NothingFitsProps) {
  return (
    <EmptyState title={title} action={<Button onClick={onClear}>Clear words and filters</Button>}>
      <p>{children ?? "Take a filter away to see more, or try another spelling."}</p>
    </EmptyState>
  );
}
