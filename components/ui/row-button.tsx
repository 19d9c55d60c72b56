import type { ReactNode } from "react";

interface RowButtonProps {
  readonly isChosen: boolean;
  /** Wire text in full, where the cell cuts it. */
  readonly title?: string;
  /** Tells it from other rows with the same words, for those who hear one button after the other. */
  readonly beside?: string | null;
  readonly children: ReactNode;
  readonly onChoose: () => void;
}

/** What a row of a list is called: pressed, it opens the row's panel. */
export function RowButton({ isChosen, title, beside = null, children, onChoose }: RowButtonProps) {
  return (
    <button
      type="button"
      title={title}
      onClick={(event) => {
        // Rows that can be pressed themselves would take it a second time, and close the panel.
        event.stopPropagation();
        onChoose();
      }}
      aria-pressed={isChosen}
      className="block max-w-full truncate rounded-sm hover:underline"
    >
      {children}
      {beside === null ? null : <span className="sr-only">, {beside}</span>}
    </button>
  );
}
