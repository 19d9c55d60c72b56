"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
import { stepByArrows } from "./step-by-arrows";

interface SegmentedProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  /** Too many words for one line of a narrow screen: there they stand two and two. */
  readonly isPairedNarrow?: boolean;
  readonly choices: readonly { readonly value: Value; readonly label: ReactNode }[];
}

/** One of two to five, all in sight: where a line is too short for them, on two. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>) {
  const { label, value, onChange, choices, isPairedNarrow } = props;
  const isNoneChosen = choices.every((it) => it.value !== value);
  return (
    <div
      role="radiogroup"
      aria-label={label}
      onKeyDown={(event) => stepByArrows(event, "radio")}
      className={clsx(
        "inline-flex min-h-8 max-w-full flex-wrap items-center gap-0.5 rounded-md border border-line-strong bg-canvas p-0.5",
        isPairedNarrow && "max-md:grid max-md:w-full max-md:grid-cols-2",
      )}
    >
      {choices.map((choice, at) => (
        // biome-ignore lint/a11y/useSemanticElements: an input has no looks of its own, and a label no focus
        <button
          key={choice.value}
          type="button"
          role="radio"
          aria-checked={choice.value === value}
          tabIndex={choice.value === value || (isNoneChosen && at === 0) ? 0 : -1}
          onClick={() => {
            if (choice.value !== value) onChange(choice.value);
          }}
          className="inline-flex h-6.5 items-center gap-1.5 rounded-sm px-2.5 text-soft hover:text-ink aria-checked:bg-raised aria-checked:font-medium aria-checked:text-ink aria-checked:outline-1 aria-checked:outline-line-strong focus-visible:outline-2! focus-visible:outline-accent!"
        >
          {choice.label}
        </button>
      ))}
    </div>
  );
}
