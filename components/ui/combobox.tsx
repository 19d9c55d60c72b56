"use client";

import { Command } from "cmdk";
import { ChevronsUpDown } from "lucide-react";
import { useState } from "react";
import { Popover } from "./popover";

interface ComboboxProps {
  readonly id?: string;
  readonly "aria-describedby"?: string;
  readonly "aria-invalid"?: boolean;
  /** What is chosen, e.g. "Zone". */
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (value: string) => void;
  readonly choices: readonly { readonly value: string; readonly label: string; readonly detail?: string }[];
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
          className="flex h-8 w-full min-w-0 items-center justify-between gap-2 rounded-md border border-control bg-raised px-2 text-left aria-invalid:border-danger"
        >
          <span className={chosen ? "truncate" : "truncate text-muted"}>{chosen?.label ?? placeholder}</span>
          <ChevronsUpDown aria-hidden size={14} className="shrink-0 text-muted" />
        </button>
      }
    >
      <Command label={label}>
        <Command.Input
          autoFocus
          placeholder={`Find ${label.toLowerCase()}…`}
          className="h-8 w-full border-b bg-transparent px-2 outline-none"
        />
        <Command.List className="scroll-area max-h-64 pt-1">
          <Command.Empty className="px-2 py-3 text-muted">Nothing matches.</Command.Empty>
          {choices.map((choice) => (
            <Command.Item
              key={choice.value}
              value={choice.value}
              keywords={[choice.label, choice.detail ?? ""]}
              onSelect={() => {
                onChange(choice.value);
                setIsOpen(false);
              }}
              className="flex min-h-8 cursor-pointer items-center justify-between gap-3 rounded-md px-2 data-[selected=true]:bg-hover"
            >
              <span className="truncate">{choice.label}</span>
              {choice.detail ? <span className="shrink-0 text-muted text-xs">{choice.detail}</span> : null}
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </Popover>
  );
}
