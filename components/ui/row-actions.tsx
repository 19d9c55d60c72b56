"use client";

import { Pencil, Trash2 } from "lucide-react";
import { IconButton } from "./button";

interface RowActionsProps {
  /** With the row's name: "Edit Cell 3". */
  readonly changeLabel: string;
  readonly onChange: () => void;
  /** "Delete Cell 3", "Close Office to Cell 3". */
  readonly removeLabel: string;
  readonly onRemove: () => void;
  /** While a removal is on its way. */
  readonly isBusy?: boolean;
}

/** At the end of a table's row: change it, remove it. */
export function RowActions({ changeLabel, onChange, removeLabel, onRemove, isBusy }: RowActionsProps) {
  return (
    <span className="inline-flex">
      <IconButton label={changeLabel} onClick={onChange}>
        <Pencil aria-hidden size={14} />
      </IconButton>
      <IconButton label={removeLabel} disabled={isBusy} onClick={onRemove}>
        <Trash2 aria-hidden size={14} />
      </IconButton>
    </span>
  );
}
