"use client";

import { type ReactNode, useId } from "react";
import { Checkbox } from "./checkbox";

interface CheckLineProps {
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
  /** Its label; the first child takes the room. */
  readonly children: ReactNode;
}

/** A checkbox with its label as one line to press, 24 px high; a label that wraps takes more. */
export function CheckLine({ isChecked, onChange, children }: CheckLineProps) {
  const id = useId();
  return (
    <label htmlFor={id} className="flex min-h-6 cursor-pointer items-center gap-2 rounded-sm hover:bg-hover">
      <Checkbox id={id} checked={isChecked} onChange={(event) => onChange(event.target.checked)} />
      {children}
    </label>
  );
}
