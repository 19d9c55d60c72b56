"use client";

import { ChevronsUpDown } from "lucide-react";
import { useState } from "react";
import type { ComboboxListProps } from "./combobox-list";
import { Popover } from "./popover";
import { FloatingPart } from "./use-floating-parts";

interface ComboboxProps {
  readonly id?: string;
  readonly "aria-describedby"?: string;
  readonly "aria-invalid"?: boolean;
  /** What is chosen, e.g. "Zone". */
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (value: string) => void;
  readonly choices: ComboboxListProps["choices"];
  readonly placeholder?: string;
}

/** One of many, found by typing. */
export function Combobox({ label, value, onChange, choices, placeholder = "Choose…", ...rest }: ComboboxProps) {
  const [isOpen, setIsOpen] = useState(false);
  const chosen = choices.find((it) => it.value === value);
  return (
    <Popover
      label={label}
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      className="w-72 p-1!"
      trigger={
        <button
          type="button"
          data-field
          {...rest}
          className="flex h-8 w-full min-w-0 items-center justify-between gap-2 rounded-md border border-control bg-raised px-2 aria-invalid:border-danger"
        >
          <span className={chosen ? "truncate" : "truncate text-muted"}>{chosen?.label ?? placeholder}</span>
          <ChevronsUpDown aria-hidden size={14} className="shrink-0 text-muted" />
        </button>
      }
    >
      <FloatingPart onGiveUp={() => setIsOpen(false)}>
        {({ ComboboxList }) => (
          <ComboboxList
            label={label}
            choices={choices}
            onChoose={(it) => {
              onChange(it);
              setIsOpen(false);
            }}
          />
        )}
      </FloatingPart>
    </Popover>
  );
}
