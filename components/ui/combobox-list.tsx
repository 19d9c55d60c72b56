"use client";

import { Command } from "cmdk";

export interface ComboboxListProps {
  readonly label: string;
  readonly choices: readonly { readonly value: string; readonly label: string; readonly detail?: string }[];
  readonly onChoose: (value: string) => void;
}

/** What a `Combobox` opens: a field to type in, and the choices that fit. */
export function ComboboxList({ label, choices, onChoose }: ComboboxListProps) {
  return (
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
            onSelect={() => onChoose(choice.value)}
            className="flex min-h-8 cursor-pointer items-center justify-between gap-3 rounded-md px-2 data-[selected=true]:bg-hover"
          >
            <span className="truncate">{choice.label}</span>
            {choice.detail ? <span className="shrink-0 text-muted text-xs">{choice.detail}</span> : null}
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}
