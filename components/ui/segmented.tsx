"use client";

import { RadioGroup } from "radix-ui";
import type { ReactNode } from "react";

interface SegmentedProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly choices: readonly { readonly value: Value; readonly label: ReactNode }[];
}

/** One of two to five, all in sight. */
export function Segmented<Value extends string>({ label, value, onChange, choices }: SegmentedProps<Value>) {
  return (
    <RadioGroup.Root
      aria-label={label}
      value={value}
      orientation="horizontal"
      onValueChange={(chosen) => {
        const choice = choices.find((it) => it.value === chosen);
        if (choice) onChange(choice.value);
      }}
      className="inline-flex h-8 items-center gap-0.5 rounded-md border border-line-strong bg-canvas p-0.5"
    >
      {choices.map((choice) => (
        <RadioGroup.Item
          key={choice.value}
          value={choice.value}
          className="inline-flex h-full items-center gap-1.5 rounded-sm px-2.5 text-soft hover:text-ink data-[state=checked]:bg-raised data-[state=checked]:font-medium data-[state=checked]:text-ink data-[state=checked]:outline-1 data-[state=checked]:outline-line-strong focus-visible:outline-2! focus-visible:outline-accent!"
        >
          {choice.label}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
